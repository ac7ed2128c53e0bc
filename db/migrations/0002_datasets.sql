CREATE TABLE `dataset_results` (
	`dataset_run_key` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`item_key` integer NOT NULL,
	`item_id` text NOT NULL,
	`trial` integer NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`run_key` integer,
	`status` text NOT NULL,
	`settled` integer DEFAULT 0 NOT NULL,
	`retry_at` integer,
	PRIMARY KEY(`dataset_run_key`, `ordinal`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `dataset_results_by_status` ON `dataset_results` (`dataset_run_key`,`status`,`ordinal`);--> statement-breakpoint
CREATE INDEX `dataset_results_by_run` ON `dataset_results` (`run_key`);--> statement-breakpoint
CREATE TABLE `dataset_runs` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset_key` integer NOT NULL,
	`dataset_id` text NOT NULL,
	`dataset_version` integer NOT NULL,
	`agent_id` text NOT NULL,
	`agent_revision` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`total_items` integer NOT NULL,
	`trials` integer NOT NULL,
	`concurrency` integer NOT NULL,
	`item_timeout_ms` integer,
	`max_retries` integer DEFAULT 0 NOT NULL,
	`scorers` text DEFAULT '[]' NOT NULL,
	`profiles` text DEFAULT '{}' NOT NULL,
	`pending_count` integer DEFAULT 0 NOT NULL,
	`running_count` integer DEFAULT 0 NOT NULL,
	`waiting_count` integer DEFAULT 0 NOT NULL,
	`completed_count` integer DEFAULT 0 NOT NULL,
	`error_count` integer DEFAULT 0 NOT NULL,
	`timeout_count` integer DEFAULT 0 NOT NULL,
	`cancelled_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_runs_by_id` ON `dataset_runs` (`id`);--> statement-breakpoint
CREATE INDEX `dataset_runs_by_dataset` ON `dataset_runs` (`dataset_key`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `dataset_runs_by_status` ON `dataset_runs` (`status`,`created_at`,`key`);--> statement-breakpoint
CREATE TABLE `dataset_items` (
	`key` integer PRIMARY KEY NOT NULL,
	`dataset_key` integer NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`from_version` integer NOT NULL,
	`to_version` integer,
	`input` text NOT NULL,
	`expected` text,
	`metadata` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dataset_items_by_position` ON `dataset_items` (`dataset_key`,`position`,`from_version`);--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_items_by_id` ON `dataset_items` (`dataset_key`,`id`,`from_version`);--> statement-breakpoint
CREATE TABLE `dataset_versions` (
	`dataset_key` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`removed` integer NOT NULL,
	`replaces` integer DEFAULT 0 NOT NULL,
	`item_count` integer NOT NULL,
	PRIMARY KEY(`dataset_key`, `version`)
);
--> statement-breakpoint
CREATE TABLE `datasets` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`input_schema` text,
	`expected_schema` text,
	`metadata` text DEFAULT '{}' NOT NULL,
	`version` integer NOT NULL,
	`item_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_by_id` ON `datasets` (`id`);--> statement-breakpoint
CREATE INDEX `datasets_by_created` ON `datasets` (`created_at`,`key`);--> statement-breakpoint
CREATE TABLE `scores` (
	`key` integer PRIMARY KEY NOT NULL,
	`run_key` integer NOT NULL,
	`dataset_run_key` integer,
	`ordinal` integer,
	`scorer` text NOT NULL,
	`source` text NOT NULL,
	`value` real,
	`pass` integer,
	`label` text,
	`reason` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scores_by_run` ON `scores` (`run_key`,`scorer`,`source`);--> statement-breakpoint
CREATE INDEX `scores_by_dataset_run` ON `scores` (`dataset_run_key`,`scorer`,`value`);--> statement-breakpoint
CREATE INDEX `runs_by_dataset_run` ON `runs` (`dataset_run_id`,`created_at`,`key`) WHERE dataset_run_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `results_follow_runs` AFTER UPDATE OF `status` ON `runs`
WHEN NEW.`dataset_run_id` IS NOT NULL AND OLD.`status` <> NEW.`status` BEGIN
	UPDATE `dataset_results` SET `status` = NEW.`status` WHERE `run_key` = NEW.`key`;
END;
--> statement-breakpoint
CREATE TRIGGER `results_counted_at_update` AFTER UPDATE OF `status` ON `dataset_results` WHEN OLD.`status` <> NEW.`status` BEGIN
	UPDATE `dataset_runs` SET
		`pending_count` = `pending_count` + (NEW.`status` = 'pending') - (OLD.`status` = 'pending'),
		`running_count` = `running_count` + (NEW.`status` = 'running') - (OLD.`status` = 'running'),
		`waiting_count` = `waiting_count` + (NEW.`status` = 'waiting') - (OLD.`status` = 'waiting'),
		`completed_count` = `completed_count` + (NEW.`status` = 'completed') - (OLD.`status` = 'completed'),
		`error_count` = `error_count` + (NEW.`status` = 'error') - (OLD.`status` = 'error'),
		`timeout_count` = `timeout_count` + (NEW.`status` = 'timeout') - (OLD.`status` = 'timeout'),
		`cancelled_count` = `cancelled_count` + (NEW.`status` = 'cancelled') - (OLD.`status` = 'cancelled')
	WHERE `key` = NEW.`dataset_run_key`;
END;
