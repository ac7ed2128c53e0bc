CREATE TABLE `run_shapes` (
	`run_key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `steps_failed` ON `steps` (`run_key`,`begun_seq`) WHERE status IN ('error', 'timeout');--> statement-breakpoint
CREATE INDEX `steps_slow` ON `steps` (`run_key`,`begun_seq`,(ended_at - started_at)) WHERE ended_at - started_at >= 100;