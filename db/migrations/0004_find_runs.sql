CREATE TABLE `run_tags` (
	`tag` text NOT NULL,
	`created_at` integer NOT NULL,
	`run_key` integer NOT NULL,
	PRIMARY KEY(`tag`, `created_at`, `run_key`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `runs_by_dataset_run`;--> statement-breakpoint
ALTER TABLE `runs` ADD `duration_ms` integer GENERATED ALWAYS AS (ended_at - started_at) VIRTUAL;--> statement-breakpoint
CREATE INDEX `runs_by_room` ON `runs` (`room_id`,`created_at`,`key`) WHERE room_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_by_duration` ON `runs` (`agent_id`,`duration_ms`,`key`) WHERE duration_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_by_cost` ON `runs` (`agent_id`,`cost_micro_usd`,`key`) WHERE cost_micro_usd IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_by_dataset_run` ON `runs` (`dataset_run_id`,`status`,`created_at`,`key`) WHERE dataset_run_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `runs_tagged_at_insert` AFTER INSERT ON `runs` WHEN NEW.`tags` <> '[]' BEGIN
	INSERT OR IGNORE INTO `run_tags` (`tag`, `created_at`, `run_key`) SELECT value, NEW.`created_at`, NEW.`key` FROM json_each(NEW.`tags`);
END;
--> statement-breakpoint
CREATE TRIGGER `runs_tagged_at_update` AFTER UPDATE OF `tags`, `created_at` ON `runs` BEGIN
	DELETE FROM `run_tags` WHERE `run_key` = OLD.`key` AND `created_at` = OLD.`created_at` AND `tag` IN (SELECT value FROM json_each(OLD.`tags`));
	INSERT OR IGNORE INTO `run_tags` (`tag`, `created_at`, `run_key`) SELECT value, NEW.`created_at`, NEW.`key` FROM json_each(NEW.`tags`);
END;
--> statement-breakpoint
CREATE TRIGGER `runs_tagged_at_delete` AFTER DELETE ON `runs` WHEN OLD.`tags` <> '[]' BEGIN
	DELETE FROM `run_tags` WHERE `run_key` = OLD.`key` AND `created_at` = OLD.`created_at` AND `tag` IN (SELECT value FROM json_each(OLD.`tags`));
END;
--> statement-breakpoint
INSERT INTO `run_tags` (`tag`, `created_at`, `run_key`) SELECT DISTINCT tag.value, `runs`.`created_at`, `runs`.`key` FROM `runs`, json_each(`runs`.`tags`) AS tag WHERE `runs`.`tags` <> '[]';
