CREATE TABLE `run_trends` (
	`agent_id` text NOT NULL,
	`hour` integer NOT NULL,
	`revision` text NOT NULL,
	`in_dataset_run` integer NOT NULL,
	`status` text NOT NULL,
	`bucket` integer NOT NULL,
	`runs` integer NOT NULL,
	`counted` integer NOT NULL,
	`priced` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	PRIMARY KEY(`agent_id`, `hour`, `revision`, `in_dataset_run`, `status`, `bucket`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `score_trends` (
	`agent_id` text NOT NULL,
	`hour` integer NOT NULL,
	`revision` text NOT NULL,
	`in_dataset_run` integer NOT NULL,
	`scorer` text NOT NULL,
	`n` integer NOT NULL,
	`sum` real NOT NULL,
	`passes` integer NOT NULL,
	PRIMARY KEY(`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `agent_revisions` ADD `definition` text;
--> statement-breakpoint
-- Buckets are an eighth of an octave wide, whole milliseconds below 16: server/domain/duration-buckets.ts reads them.
CREATE TRIGGER `trends_of_runs_at_end` AFTER UPDATE OF `ended_at` ON `runs` WHEN OLD.`ended_at` IS NULL AND NEW.`ended_at` IS NOT NULL BEGIN
	INSERT INTO `run_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `status`, `bucket`, `runs`, `counted`, `priced`, `input_tokens`, `output_tokens`, `cost_micro_usd`)
	SELECT NEW.`agent_id`, NEW.`created_at` / 3600000, NEW.`agent_revision`, NEW.`dataset_run_id` IS NOT NULL, NEW.`status`,
		coalesce(max(0, NEW.`duration_ms` & -(CASE
			WHEN NEW.`duration_ms` < 16 THEN 1 WHEN NEW.`duration_ms` < 32 THEN 2 WHEN NEW.`duration_ms` < 64 THEN 4 WHEN NEW.`duration_ms` < 128 THEN 8 WHEN NEW.`duration_ms` < 256 THEN 16 WHEN NEW.`duration_ms` < 512 THEN 32
			WHEN NEW.`duration_ms` < 1024 THEN 64 WHEN NEW.`duration_ms` < 2048 THEN 128 WHEN NEW.`duration_ms` < 4096 THEN 256 WHEN NEW.`duration_ms` < 8192 THEN 512 WHEN NEW.`duration_ms` < 16384 THEN 1024 WHEN NEW.`duration_ms` < 32768 THEN 2048
			WHEN NEW.`duration_ms` < 65536 THEN 4096 WHEN NEW.`duration_ms` < 131072 THEN 8192 WHEN NEW.`duration_ms` < 262144 THEN 16384 WHEN NEW.`duration_ms` < 524288 THEN 32768 WHEN NEW.`duration_ms` < 1048576 THEN 65536 WHEN NEW.`duration_ms` < 2097152 THEN 131072
			WHEN NEW.`duration_ms` < 4194304 THEN 262144 WHEN NEW.`duration_ms` < 8388608 THEN 524288 WHEN NEW.`duration_ms` < 16777216 THEN 1048576 WHEN NEW.`duration_ms` < 33554432 THEN 2097152 WHEN NEW.`duration_ms` < 67108864 THEN 4194304 WHEN NEW.`duration_ms` < 134217728 THEN 8388608
			WHEN NEW.`duration_ms` < 268435456 THEN 16777216 WHEN NEW.`duration_ms` < 536870912 THEN 33554432 WHEN NEW.`duration_ms` < 1073741824 THEN 67108864 WHEN NEW.`duration_ms` < 2147483648 THEN 134217728 WHEN NEW.`duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1),
		1, (NEW.`input_tokens` IS NOT NULL OR NEW.`output_tokens` IS NOT NULL), NEW.`cost_micro_usd` IS NOT NULL,
		coalesce(NEW.`input_tokens`, 0), coalesce(NEW.`output_tokens`, 0), coalesce(NEW.`cost_micro_usd`, 0) WHERE true
	ON CONFLICT DO UPDATE SET `runs` = `runs` + 1, `counted` = `counted` + excluded.`counted`, `priced` = `priced` + excluded.`priced`,
		`input_tokens` = `input_tokens` + excluded.`input_tokens`, `output_tokens` = `output_tokens` + excluded.`output_tokens`,
		`cost_micro_usd` = `cost_micro_usd` + excluded.`cost_micro_usd`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_runs_at_insert` AFTER INSERT ON `runs` WHEN NEW.`ended_at` IS NOT NULL BEGIN
	INSERT INTO `run_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `status`, `bucket`, `runs`, `counted`, `priced`, `input_tokens`, `output_tokens`, `cost_micro_usd`)
	SELECT NEW.`agent_id`, NEW.`created_at` / 3600000, NEW.`agent_revision`, NEW.`dataset_run_id` IS NOT NULL, NEW.`status`,
		coalesce(max(0, NEW.`duration_ms` & -(CASE
			WHEN NEW.`duration_ms` < 16 THEN 1 WHEN NEW.`duration_ms` < 32 THEN 2 WHEN NEW.`duration_ms` < 64 THEN 4 WHEN NEW.`duration_ms` < 128 THEN 8 WHEN NEW.`duration_ms` < 256 THEN 16 WHEN NEW.`duration_ms` < 512 THEN 32
			WHEN NEW.`duration_ms` < 1024 THEN 64 WHEN NEW.`duration_ms` < 2048 THEN 128 WHEN NEW.`duration_ms` < 4096 THEN 256 WHEN NEW.`duration_ms` < 8192 THEN 512 WHEN NEW.`duration_ms` < 16384 THEN 1024 WHEN NEW.`duration_ms` < 32768 THEN 2048
			WHEN NEW.`duration_ms` < 65536 THEN 4096 WHEN NEW.`duration_ms` < 131072 THEN 8192 WHEN NEW.`duration_ms` < 262144 THEN 16384 WHEN NEW.`duration_ms` < 524288 THEN 32768 WHEN NEW.`duration_ms` < 1048576 THEN 65536 WHEN NEW.`duration_ms` < 2097152 THEN 131072
			WHEN NEW.`duration_ms` < 4194304 THEN 262144 WHEN NEW.`duration_ms` < 8388608 THEN 524288 WHEN NEW.`duration_ms` < 16777216 THEN 1048576 WHEN NEW.`duration_ms` < 33554432 THEN 2097152 WHEN NEW.`duration_ms` < 67108864 THEN 4194304 WHEN NEW.`duration_ms` < 134217728 THEN 8388608
			WHEN NEW.`duration_ms` < 268435456 THEN 16777216 WHEN NEW.`duration_ms` < 536870912 THEN 33554432 WHEN NEW.`duration_ms` < 1073741824 THEN 67108864 WHEN NEW.`duration_ms` < 2147483648 THEN 134217728 WHEN NEW.`duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1),
		1, (NEW.`input_tokens` IS NOT NULL OR NEW.`output_tokens` IS NOT NULL), NEW.`cost_micro_usd` IS NOT NULL,
		coalesce(NEW.`input_tokens`, 0), coalesce(NEW.`output_tokens`, 0), coalesce(NEW.`cost_micro_usd`, 0) WHERE true
	ON CONFLICT DO UPDATE SET `runs` = `runs` + 1, `counted` = `counted` + excluded.`counted`, `priced` = `priced` + excluded.`priced`,
		`input_tokens` = `input_tokens` + excluded.`input_tokens`, `output_tokens` = `output_tokens` + excluded.`output_tokens`,
		`cost_micro_usd` = `cost_micro_usd` + excluded.`cost_micro_usd`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_runs_at_change` AFTER UPDATE OF `status`, `agent_id`, `agent_revision`, `dataset_run_id`, `created_at`, `started_at`, `ended_at`, `input_tokens`, `output_tokens`, `cost_micro_usd` ON `runs`
WHEN OLD.`ended_at` IS NOT NULL BEGIN
	UPDATE `run_trends` SET `runs` = `runs` - 1, `counted` = `counted` - (OLD.`input_tokens` IS NOT NULL OR OLD.`output_tokens` IS NOT NULL), `priced` = `priced` - (OLD.`cost_micro_usd` IS NOT NULL),
		`input_tokens` = `input_tokens` - coalesce(OLD.`input_tokens`, 0), `output_tokens` = `output_tokens` - coalesce(OLD.`output_tokens`, 0),
		`cost_micro_usd` = `cost_micro_usd` - coalesce(OLD.`cost_micro_usd`, 0)
	WHERE `agent_id` = OLD.`agent_id` AND `hour` = OLD.`created_at` / 3600000 AND `revision` = OLD.`agent_revision` AND `in_dataset_run` = (OLD.`dataset_run_id` IS NOT NULL) AND `status` = OLD.`status` AND `bucket` =
		coalesce(max(0, OLD.`duration_ms` & -(CASE
			WHEN OLD.`duration_ms` < 16 THEN 1 WHEN OLD.`duration_ms` < 32 THEN 2 WHEN OLD.`duration_ms` < 64 THEN 4 WHEN OLD.`duration_ms` < 128 THEN 8 WHEN OLD.`duration_ms` < 256 THEN 16 WHEN OLD.`duration_ms` < 512 THEN 32
			WHEN OLD.`duration_ms` < 1024 THEN 64 WHEN OLD.`duration_ms` < 2048 THEN 128 WHEN OLD.`duration_ms` < 4096 THEN 256 WHEN OLD.`duration_ms` < 8192 THEN 512 WHEN OLD.`duration_ms` < 16384 THEN 1024 WHEN OLD.`duration_ms` < 32768 THEN 2048
			WHEN OLD.`duration_ms` < 65536 THEN 4096 WHEN OLD.`duration_ms` < 131072 THEN 8192 WHEN OLD.`duration_ms` < 262144 THEN 16384 WHEN OLD.`duration_ms` < 524288 THEN 32768 WHEN OLD.`duration_ms` < 1048576 THEN 65536 WHEN OLD.`duration_ms` < 2097152 THEN 131072
			WHEN OLD.`duration_ms` < 4194304 THEN 262144 WHEN OLD.`duration_ms` < 8388608 THEN 524288 WHEN OLD.`duration_ms` < 16777216 THEN 1048576 WHEN OLD.`duration_ms` < 33554432 THEN 2097152 WHEN OLD.`duration_ms` < 67108864 THEN 4194304 WHEN OLD.`duration_ms` < 134217728 THEN 8388608
			WHEN OLD.`duration_ms` < 268435456 THEN 16777216 WHEN OLD.`duration_ms` < 536870912 THEN 33554432 WHEN OLD.`duration_ms` < 1073741824 THEN 67108864 WHEN OLD.`duration_ms` < 2147483648 THEN 134217728 WHEN OLD.`duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1);
	INSERT INTO `run_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `status`, `bucket`, `runs`, `counted`, `priced`, `input_tokens`, `output_tokens`, `cost_micro_usd`)
	SELECT NEW.`agent_id`, NEW.`created_at` / 3600000, NEW.`agent_revision`, NEW.`dataset_run_id` IS NOT NULL, NEW.`status`,
		coalesce(max(0, NEW.`duration_ms` & -(CASE
			WHEN NEW.`duration_ms` < 16 THEN 1 WHEN NEW.`duration_ms` < 32 THEN 2 WHEN NEW.`duration_ms` < 64 THEN 4 WHEN NEW.`duration_ms` < 128 THEN 8 WHEN NEW.`duration_ms` < 256 THEN 16 WHEN NEW.`duration_ms` < 512 THEN 32
			WHEN NEW.`duration_ms` < 1024 THEN 64 WHEN NEW.`duration_ms` < 2048 THEN 128 WHEN NEW.`duration_ms` < 4096 THEN 256 WHEN NEW.`duration_ms` < 8192 THEN 512 WHEN NEW.`duration_ms` < 16384 THEN 1024 WHEN NEW.`duration_ms` < 32768 THEN 2048
			WHEN NEW.`duration_ms` < 65536 THEN 4096 WHEN NEW.`duration_ms` < 131072 THEN 8192 WHEN NEW.`duration_ms` < 262144 THEN 16384 WHEN NEW.`duration_ms` < 524288 THEN 32768 WHEN NEW.`duration_ms` < 1048576 THEN 65536 WHEN NEW.`duration_ms` < 2097152 THEN 131072
			WHEN NEW.`duration_ms` < 4194304 THEN 262144 WHEN NEW.`duration_ms` < 8388608 THEN 524288 WHEN NEW.`duration_ms` < 16777216 THEN 1048576 WHEN NEW.`duration_ms` < 33554432 THEN 2097152 WHEN NEW.`duration_ms` < 67108864 THEN 4194304 WHEN NEW.`duration_ms` < 134217728 THEN 8388608
			WHEN NEW.`duration_ms` < 268435456 THEN 16777216 WHEN NEW.`duration_ms` < 536870912 THEN 33554432 WHEN NEW.`duration_ms` < 1073741824 THEN 67108864 WHEN NEW.`duration_ms` < 2147483648 THEN 134217728 WHEN NEW.`duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1),
		1, (NEW.`input_tokens` IS NOT NULL OR NEW.`output_tokens` IS NOT NULL), NEW.`cost_micro_usd` IS NOT NULL,
		coalesce(NEW.`input_tokens`, 0), coalesce(NEW.`output_tokens`, 0), coalesce(NEW.`cost_micro_usd`, 0) WHERE NEW.`ended_at` IS NOT NULL
	ON CONFLICT DO UPDATE SET `runs` = `runs` + 1, `counted` = `counted` + excluded.`counted`, `priced` = `priced` + excluded.`priced`,
		`input_tokens` = `input_tokens` + excluded.`input_tokens`, `output_tokens` = `output_tokens` + excluded.`output_tokens`,
		`cost_micro_usd` = `cost_micro_usd` + excluded.`cost_micro_usd`;
END;
--> statement-breakpoint
-- What a person says of a run takes the place of what a scorer of that name says.
CREATE TRIGGER `trends_of_scores_at_insert` AFTER INSERT ON `scores` WHEN NEW.`source` <> 'human' BEGIN
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, NEW.`scorer`, 1, NEW.`value`, coalesce(NEW.`pass`, NEW.`value` >= 0.5)
	FROM `runs` AS run WHERE run.`key` = NEW.`run_key` AND NEW.`value` IS NOT NULL AND (NEW.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = NEW.`run_key` AND said.`scorer` = NEW.`scorer` AND said.`source` = 'human'))
	ON CONFLICT DO UPDATE SET `n` = `n` + 1, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_human_scores_at_insert` AFTER INSERT ON `scores` WHEN NEW.`source` = 'human' BEGIN
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, other.`scorer`, -1, -other.`value`, -coalesce(other.`pass`, other.`value` >= 0.5)
	FROM `runs` AS run JOIN `scores` AS other ON other.`run_key` = run.`key` WHERE run.`key` = other.`run_key` AND other.`value` IS NOT NULL AND run.`key` = NEW.`run_key` AND other.`scorer` = NEW.`scorer` AND other.`source` <> 'human'
	ON CONFLICT DO UPDATE SET `n` = `n` + excluded.`n`, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, NEW.`scorer`, 1, NEW.`value`, coalesce(NEW.`pass`, NEW.`value` >= 0.5)
	FROM `runs` AS run WHERE run.`key` = NEW.`run_key` AND NEW.`value` IS NOT NULL
	ON CONFLICT DO UPDATE SET `n` = `n` + 1, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_scores_at_update` AFTER UPDATE OF `value`, `pass` ON `scores`
WHEN OLD.`value` IS NOT NEW.`value` OR OLD.`pass` IS NOT NEW.`pass` BEGIN
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, OLD.`scorer`, -1, -OLD.`value`, -coalesce(OLD.`pass`, OLD.`value` >= 0.5)
	FROM `runs` AS run WHERE run.`key` = OLD.`run_key` AND OLD.`value` IS NOT NULL AND (OLD.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = OLD.`run_key` AND said.`scorer` = OLD.`scorer` AND said.`source` = 'human'))
	ON CONFLICT DO UPDATE SET `n` = `n` + excluded.`n`, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, NEW.`scorer`, 1, NEW.`value`, coalesce(NEW.`pass`, NEW.`value` >= 0.5)
	FROM `runs` AS run WHERE run.`key` = NEW.`run_key` AND NEW.`value` IS NOT NULL AND (NEW.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = NEW.`run_key` AND said.`scorer` = NEW.`scorer` AND said.`source` = 'human'))
	ON CONFLICT DO UPDATE SET `n` = `n` + 1, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_scores_at_delete` AFTER DELETE ON `scores` BEGIN
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, OLD.`scorer`, -1, -OLD.`value`, -coalesce(OLD.`pass`, OLD.`value` >= 0.5)
	FROM `runs` AS run WHERE run.`key` = OLD.`run_key` AND OLD.`value` IS NOT NULL AND (OLD.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = OLD.`run_key` AND said.`scorer` = OLD.`scorer` AND said.`source` = 'human'))
	ON CONFLICT DO UPDATE SET `n` = `n` + excluded.`n`, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, other.`scorer`, 1, other.`value`, coalesce(other.`pass`, other.`value` >= 0.5)
	FROM `runs` AS run JOIN `scores` AS other ON other.`run_key` = run.`key` WHERE run.`key` = other.`run_key` AND other.`value` IS NOT NULL AND OLD.`source` = 'human' AND run.`key` = OLD.`run_key` AND other.`scorer` = OLD.`scorer` AND other.`source` <> 'human'
	ON CONFLICT DO UPDATE SET `n` = `n` + 1, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
END;
--> statement-breakpoint
CREATE TRIGGER `trends_of_runs_at_delete` BEFORE DELETE ON `runs` WHEN OLD.`ended_at` IS NOT NULL BEGIN
	UPDATE `run_trends` SET `runs` = `runs` - 1, `counted` = `counted` - (OLD.`input_tokens` IS NOT NULL OR OLD.`output_tokens` IS NOT NULL), `priced` = `priced` - (OLD.`cost_micro_usd` IS NOT NULL),
		`input_tokens` = `input_tokens` - coalesce(OLD.`input_tokens`, 0), `output_tokens` = `output_tokens` - coalesce(OLD.`output_tokens`, 0),
		`cost_micro_usd` = `cost_micro_usd` - coalesce(OLD.`cost_micro_usd`, 0)
	WHERE `agent_id` = OLD.`agent_id` AND `hour` = OLD.`created_at` / 3600000 AND `revision` = OLD.`agent_revision` AND `in_dataset_run` = (OLD.`dataset_run_id` IS NOT NULL) AND `status` = OLD.`status` AND `bucket` =
		coalesce(max(0, OLD.`duration_ms` & -(CASE
			WHEN OLD.`duration_ms` < 16 THEN 1 WHEN OLD.`duration_ms` < 32 THEN 2 WHEN OLD.`duration_ms` < 64 THEN 4 WHEN OLD.`duration_ms` < 128 THEN 8 WHEN OLD.`duration_ms` < 256 THEN 16 WHEN OLD.`duration_ms` < 512 THEN 32
			WHEN OLD.`duration_ms` < 1024 THEN 64 WHEN OLD.`duration_ms` < 2048 THEN 128 WHEN OLD.`duration_ms` < 4096 THEN 256 WHEN OLD.`duration_ms` < 8192 THEN 512 WHEN OLD.`duration_ms` < 16384 THEN 1024 WHEN OLD.`duration_ms` < 32768 THEN 2048
			WHEN OLD.`duration_ms` < 65536 THEN 4096 WHEN OLD.`duration_ms` < 131072 THEN 8192 WHEN OLD.`duration_ms` < 262144 THEN 16384 WHEN OLD.`duration_ms` < 524288 THEN 32768 WHEN OLD.`duration_ms` < 1048576 THEN 65536 WHEN OLD.`duration_ms` < 2097152 THEN 131072
			WHEN OLD.`duration_ms` < 4194304 THEN 262144 WHEN OLD.`duration_ms` < 8388608 THEN 524288 WHEN OLD.`duration_ms` < 16777216 THEN 1048576 WHEN OLD.`duration_ms` < 33554432 THEN 2097152 WHEN OLD.`duration_ms` < 67108864 THEN 4194304 WHEN OLD.`duration_ms` < 134217728 THEN 8388608
			WHEN OLD.`duration_ms` < 268435456 THEN 16777216 WHEN OLD.`duration_ms` < 536870912 THEN 33554432 WHEN OLD.`duration_ms` < 1073741824 THEN 67108864 WHEN OLD.`duration_ms` < 2147483648 THEN 134217728 WHEN OLD.`duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1);
END;
--> statement-breakpoint
-- Before the run goes: its scores, deleted after it, would not find what they count under.
CREATE TRIGGER `trends_of_scores_before_runs_go` BEFORE DELETE ON `runs` BEGIN
	INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
	SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, given.`scorer`, -1, -given.`value`, -coalesce(given.`pass`, given.`value` >= 0.5)
	FROM `runs` AS run JOIN `scores` AS given ON given.`run_key` = run.`key` WHERE run.`key` = given.`run_key` AND given.`value` IS NOT NULL AND run.`key` = OLD.`key` AND (given.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = given.`run_key` AND said.`scorer` = given.`scorer` AND said.`source` = 'human'))
	ON CONFLICT DO UPDATE SET `n` = `n` + excluded.`n`, `sum` = `sum` + excluded.`sum`, `passes` = `passes` + excluded.`passes`;
END;
--> statement-breakpoint
INSERT INTO `run_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `status`, `bucket`, `runs`, `counted`, `priced`, `input_tokens`, `output_tokens`, `cost_micro_usd`)
SELECT `agent_id`, `created_at` / 3600000, `agent_revision`, `dataset_run_id` IS NOT NULL, `status`,
	coalesce(max(0, `duration_ms` & -(CASE
			WHEN `duration_ms` < 16 THEN 1 WHEN `duration_ms` < 32 THEN 2 WHEN `duration_ms` < 64 THEN 4 WHEN `duration_ms` < 128 THEN 8 WHEN `duration_ms` < 256 THEN 16 WHEN `duration_ms` < 512 THEN 32
			WHEN `duration_ms` < 1024 THEN 64 WHEN `duration_ms` < 2048 THEN 128 WHEN `duration_ms` < 4096 THEN 256 WHEN `duration_ms` < 8192 THEN 512 WHEN `duration_ms` < 16384 THEN 1024 WHEN `duration_ms` < 32768 THEN 2048
			WHEN `duration_ms` < 65536 THEN 4096 WHEN `duration_ms` < 131072 THEN 8192 WHEN `duration_ms` < 262144 THEN 16384 WHEN `duration_ms` < 524288 THEN 32768 WHEN `duration_ms` < 1048576 THEN 65536 WHEN `duration_ms` < 2097152 THEN 131072
			WHEN `duration_ms` < 4194304 THEN 262144 WHEN `duration_ms` < 8388608 THEN 524288 WHEN `duration_ms` < 16777216 THEN 1048576 WHEN `duration_ms` < 33554432 THEN 2097152 WHEN `duration_ms` < 67108864 THEN 4194304 WHEN `duration_ms` < 134217728 THEN 8388608
			WHEN `duration_ms` < 268435456 THEN 16777216 WHEN `duration_ms` < 536870912 THEN 33554432 WHEN `duration_ms` < 1073741824 THEN 67108864 WHEN `duration_ms` < 2147483648 THEN 134217728 WHEN `duration_ms` < 4294967296 THEN 268435456 ELSE 536870912 END)), -1),
	count(*), sum(`input_tokens` IS NOT NULL OR `output_tokens` IS NOT NULL), count(`cost_micro_usd`),
	coalesce(sum(`input_tokens`), 0), coalesce(sum(`output_tokens`), 0), coalesce(sum(`cost_micro_usd`), 0)
FROM `runs` WHERE `ended_at` IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
INSERT INTO `score_trends` (`agent_id`, `hour`, `revision`, `in_dataset_run`, `scorer`, `n`, `sum`, `passes`)
SELECT run.`agent_id`, run.`created_at` / 3600000, run.`agent_revision`, run.`dataset_run_id` IS NOT NULL, given.`scorer`, count(*), sum(given.`value`), sum(coalesce(given.`pass`, given.`value` >= 0.5))
FROM `scores` AS given CROSS JOIN `runs` AS run ON run.`key` = given.`run_key` WHERE given.`value` IS NOT NULL AND (given.`source` = 'human' OR NOT EXISTS (SELECT 1 FROM `scores` AS said WHERE said.`run_key` = given.`run_key` AND said.`scorer` = given.`scorer` AND said.`source` = 'human')) GROUP BY 1, 2, 3, 4, 5;
