-- What db-scheduler wants.
CREATE TABLE scheduled_tasks (
  task_name varchar(100) NOT NULL,
  task_instance varchar(100) NOT NULL,
  task_data bytea,
  execution_time timestamp with time zone NOT NULL,
  picked boolean NOT NULL,
  picked_by varchar(100),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint NOT NULL,
  priority smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX due ON scheduled_tasks (execution_time);

-- What is to run: a process, the number of its run, of how many, and the stored watch of that run once it has begun.
CREATE TABLE job (
  process varchar(100) PRIMARY KEY,
  run int NOT NULL,
  runs int NOT NULL,
  watch varchar(10000)
);

-- What is to be published, each once: the end of each run.
CREATE TABLE outbox (
  process varchar(100) NOT NULL,
  run int NOT NULL,
  task varchar(400) NOT NULL UNIQUE,
  outcome varchar(100) NOT NULL,
  PRIMARY KEY (process, run)
);

-- The ledger of starts. A row of the one is locked for as long as a slot is open, and the other has its line.
CREATE TABLE ledger_lock (action varchar(400) PRIMARY KEY);
CREATE TABLE ledger_line (action varchar(400) PRIMARY KEY, line varchar(10000) NOT NULL);

-- How long runs took.
CREATE TABLE run_duration (
  task varchar(400) PRIMARY KEY,
  action varchar(400) NOT NULL,
  millis bigint NOT NULL,
  ended_at timestamp with time zone NOT NULL
);
CREATE INDEX latest ON run_duration (action, ended_at);

-- The limits of the tenant, in one row: when the next request may go, and what the last answer 429 has left of the
-- pace. Times are in seconds since 1970, by the clock of the database.
CREATE TABLE tenant (
  name varchar(100) PRIMARY KEY,
  requests_per_minute int NOT NULL,
  next_at double precision NOT NULL,
  paused_until double precision NOT NULL,
  throttled_at double precision NOT NULL,
  share double precision NOT NULL
);
-- Until when each task may not be polled.
CREATE TABLE polled_task (task varchar(400) PRIMARY KEY, blocked_until double precision NOT NULL);
