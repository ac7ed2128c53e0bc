CREATE TABLE `agent_revisions` (
	`agent_id` text NOT NULL,
	`revision` text NOT NULL,
	`input_schema` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	PRIMARY KEY(`agent_id`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`kind` text NOT NULL,
	`revision` text NOT NULL,
	`input_schema` text NOT NULL,
	`result_type` text NOT NULL,
	`file` text,
	`timeout_ms` integer,
	`problem` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`created` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `payloads` (
	`id` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `run_counts` (
	`agent_id` text NOT NULL,
	`status` text NOT NULL,
	`runs` integer NOT NULL,
	PRIMARY KEY(`agent_id`, `status`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `runs` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`agent_revision` text NOT NULL,
	`name` text,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`error` text,
	`result_type` text,
	`input_ref` integer,
	`result_ref` integer,
	`message_id` text,
	`room_id` text,
	`entity_id` text,
	`parent_run_id` text,
	`rerun_of` text,
	`rerun_from_path` text,
	`dataset_run_id` text,
	`item_id` text,
	`trial` integer,
	`attempt` integer DEFAULT 1 NOT NULL,
	`timeout_ms` integer,
	`worked_ms` integer DEFAULT 0 NOT NULL,
	`take` integer DEFAULT 0 NOT NULL,
	`held` integer DEFAULT 0 NOT NULL,
	`wake_at` integer,
	`recoveries` integer DEFAULT 0 NOT NULL,
	`last_seq` integer DEFAULT 0 NOT NULL,
	`steps` integer DEFAULT 0 NOT NULL,
	`actions` integer DEFAULT 0 NOT NULL,
	`model_calls` integer DEFAULT 0 NOT NULL,
	`tools` integer DEFAULT 0 NOT NULL,
	`evaluators` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`input_tokens` integer,
	`output_tokens` integer,
	`cost_micro_usd` integer,
	`static_inputs` text DEFAULT '{}' NOT NULL,
	`tags` text DEFAULT '[]' NOT NULL,
	`metadata` text DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_by_id` ON `runs` (`id`);--> statement-breakpoint
CREATE INDEX `runs_by_created` ON `runs` (`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `runs_by_agent` ON `runs` (`agent_id`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `runs_by_status` ON `runs` (`status`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `runs_by_source` ON `runs` (`rerun_of`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `runs_by_agent_status` ON `runs` (`agent_id`,`status`,`created_at`,`key`);--> statement-breakpoint
CREATE TABLE `steps` (
	`run_key` integer NOT NULL,
	`n` integer NOT NULL,
	`parent` integer,
	`ordinal` integer NOT NULL,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`status` text NOT NULL,
	`attempt` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`begun_seq` integer NOT NULL,
	`ended_seq` integer,
	`fingerprint` text,
	`preview` text,
	`error` text,
	`usage` text,
	`attributes` text,
	`input_ref` integer,
	`output_ref` integer,
	PRIMARY KEY(`run_key`, `n`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `steps_by_parent` ON `steps` (`run_key`,`parent`,`ordinal`);--> statement-breakpoint
CREATE INDEX `steps_by_begin` ON `steps` (`run_key`,`begun_seq`);--> statement-breakpoint
CREATE INDEX `steps_by_end` ON `steps` (`run_key`,`ended_seq`);--> statement-breakpoint
CREATE TRIGGER `runs_counted_at_insert` AFTER INSERT ON `runs` BEGIN
	INSERT INTO `run_counts` (`agent_id`, `status`, `runs`) VALUES (NEW.`agent_id`, NEW.`status`, 1)
		ON CONFLICT DO UPDATE SET `runs` = `runs` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `runs_counted_at_update` AFTER UPDATE OF `status` ON `runs` WHEN OLD.`status` <> NEW.`status` BEGIN
	UPDATE `run_counts` SET `runs` = `runs` - 1 WHERE `agent_id` = OLD.`agent_id` AND `status` = OLD.`status`;
	INSERT INTO `run_counts` (`agent_id`, `status`, `runs`) VALUES (NEW.`agent_id`, NEW.`status`, 1)
		ON CONFLICT DO UPDATE SET `runs` = `runs` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `runs_counted_at_delete` AFTER DELETE ON `runs` BEGIN
	UPDATE `run_counts` SET `runs` = `runs` - 1 WHERE `agent_id` = OLD.`agent_id` AND `status` = OLD.`status`;
END;
