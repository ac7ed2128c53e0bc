CREATE TABLE `eliza_logs` (
	`run_id` text NOT NULL,
	`hash` text NOT NULL,
	`agent_id` text NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`run_id`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `eliza_logs_by_type` ON `eliza_logs` (`run_id`,`type`,`agent_id`);--> statement-breakpoint
CREATE TABLE `eliza_plans` (
	`run_id` text PRIMARY KEY NOT NULL,
	`parent_run_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `eliza_plans_by_parent` ON `eliza_plans` (`parent_run_id`);--> statement-breakpoint
CREATE TABLE `undrawn_runs` (
	`source` text NOT NULL,
	`run_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`source`, `run_id`)
);
--> statement-breakpoint
ALTER TABLE `runs` ADD `origin` text;--> statement-breakpoint
-- A run made elsewhere may turn out to be another agent's.
CREATE TRIGGER `runs_counted_at_move` AFTER UPDATE OF `agent_id` ON `runs` WHEN OLD.`agent_id` <> NEW.`agent_id` AND OLD.`status` = NEW.`status` BEGIN
	UPDATE `run_counts` SET `runs` = `runs` - 1 WHERE `agent_id` = OLD.`agent_id` AND `status` = OLD.`status`;
	INSERT INTO `run_counts` (`agent_id`, `status`, `runs`) VALUES (NEW.`agent_id`, NEW.`status`, 1)
		ON CONFLICT DO UPDATE SET `runs` = `runs` + 1;
END;
