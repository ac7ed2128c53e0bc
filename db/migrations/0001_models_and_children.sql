CREATE TABLE `artifacts` (
	`run_key` integer NOT NULL,
	`path` text NOT NULL,
	`content_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`written_at` integer NOT NULL,
	`body` blob NOT NULL,
	PRIMARY KEY(`run_key`, `path`)
);
--> statement-breakpoint
CREATE TABLE `shared_texts` (
	`hash` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`uses` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `agents` ADD `isolation` text;--> statement-breakpoint
ALTER TABLE `payloads` ADD `shared` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `parent_step` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `flow` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `profiles` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `runs_by_parent` ON `runs` (`parent_run_id`,`parent_step`) WHERE parent_run_id IS NOT NULL;