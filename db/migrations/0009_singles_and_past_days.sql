CREATE TABLE `trend_changes` (
	`day` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_single` ON `runs` (`status`,`created_at`,`key`) WHERE dataset_run_id IS NULL AND parent_run_id IS NULL;
--> statement-breakpoint
-- An hour of slack: who reads keeps sums of what is 27 hours past (server/trends/kept-sums.ts).
CREATE TRIGGER `run_trends_changed_by_insert` AFTER INSERT ON `run_trends` WHEN NEW.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (NEW.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `run_trends_changed_by_update` AFTER UPDATE ON `run_trends` WHEN NEW.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (NEW.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `run_trends_changed_by_delete` AFTER DELETE ON `run_trends` WHEN OLD.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (OLD.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `score_trends_changed_by_insert` AFTER INSERT ON `score_trends` WHEN NEW.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (NEW.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `score_trends_changed_by_update` AFTER UPDATE ON `score_trends` WHEN NEW.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (NEW.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `score_trends_changed_by_delete` AFTER DELETE ON `score_trends` WHEN OLD.`hour` < unixepoch() / 3600 - 26 BEGIN
	INSERT INTO `trend_changes` (`day`, `version`) VALUES (OLD.`hour` / 24, 1) ON CONFLICT DO UPDATE SET `version` = `version` + 1;
END;
