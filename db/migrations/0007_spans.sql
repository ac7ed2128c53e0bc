CREATE TABLE `span_sources` (
	`hash` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `spans` (
	`id` integer PRIMARY KEY NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`source` text NOT NULL,
	`ended` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spans_by_trace` ON `spans` (`trace_id`,`span_id`);--> statement-breakpoint
CREATE TABLE `traces` (
	`trace_id` text PRIMARY KEY NOT NULL,
	`changes` integer NOT NULL,
	`drawn` integer NOT NULL,
	`mapping` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `traces_undrawn` ON `traces` (`trace_id`) WHERE drawn < changes;