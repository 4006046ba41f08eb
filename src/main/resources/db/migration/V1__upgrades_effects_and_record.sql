-- One dialect for H2 and PostgreSQL: no partial indexes, no jsonb, no ON CONFLICT.

-- Domain time is database time plus this offset; zero outside tests and the sample clock.
create table clock_offset (
    id integer primary key check (id = 1),
    offset_millis bigint not null
);
insert into clock_offset (id, offset_millis) values (1, 0);

-- What users write. A change is a new revision; nothing is overwritten.
create table description (
    layer varchar(10) not null check (layer in ('SITE', 'KIND', 'SYSTEM', 'TEMPLATE')),
    name varchar(64) not null,
    revision integer not null,
    document text not null,
    digest varchar(64) not null,
    changed_by varchar(64) not null,
    changed_at timestamp(6) with time zone not null,
    primary key (layer, name, revision)
);

-- A change of deployed models, decision tables or forms. It becomes active when another person has approved it: exactly
-- these files, over exactly the deployed ones it was shown against.
create table model_proposal (
    proposal_id bigint generated always as identity primary key,
    state varchar(8) not null check (state in ('OPEN', 'APPROVED', 'REFUSED')),
    origin varchar(200) not null,
    files_digest varchar(64) not null,
    base_digest varchar(64) not null,
    -- Of all that is deployed with it, from the approval on.
    result_digest varchar(64),
    -- Nobody: found in a folder, and nobody has stood for it yet.
    proposed_by varchar(64),
    proposed_at timestamp(6) with time zone not null,
    decided_by varchar(64),
    decided_at timestamp(6) with time zone,
    remark varchar(2000),
    deployment varchar(64),
    check ((state = 'OPEN') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    check (state <> 'APPROVED' or (proposed_by is not null and proposed_by <> decided_by)),
    check (deployment is null or (state = 'APPROVED' and result_digest is not null))
);
create index model_proposal_by_files on model_proposal (files_digest);

create table model_proposal_file (
    proposal_id bigint not null references model_proposal,
    resource varchar(300) not null,
    content text not null,
    primary key (proposal_id, resource)
);

create table upgrade_number (
    year_number integer primary key,
    last_number integer not null
);

create table upgrade (
    upgrade_key varchar(20) primary key,
    system_id varchar(64) not null,
    environment varchar(64) not null,
    from_version varchar(100) not null,
    to_version varchar(100) not null,
    method varchar(64) not null,
    reason_category varchar(32) not null,
    reason_text varchar(1000) not null,
    request text not null,
    merged text not null,
    merged_digest varchar(64) not null,
    requested_by varchar(64) not null,
    requested_at timestamp(6) with time zone not null,
    control_level varchar(12) check (control_level in ('LOW', 'NORMAL', 'HIGH', 'EMERGENCY')),
    control_reason varchar(1000),
    approvals_needed integer,
    approver_roles varchar(200),
    monitoring_for varchar(32),
    wave_limit integer check (wave_limit > 0),
    stage varchar(24) not null check (stage in
        ('ASSESSMENT', 'PREPARATION', 'WAITING', 'EXECUTION', 'VERIFICATION', 'CLOSING', 'CLOSED')),
    outcome varchar(24) check (outcome in
        ('RAISED', 'BACK_AS_BEFORE', 'UNTOUCHED', 'DEFERRED', 'REFUSED', 'CANCELLED', 'WITH_KNOWN_ISSUES', 'NEEDS_REPAIR')),
    engine_instance varchar(64),
    cancelled_by varchar(64),
    cancelled_at timestamp(6) with time zone,
    closed_at timestamp(6) with time zone
);
create index upgrade_by_system on upgrade (system_id, requested_at);
create index upgrade_by_stage on upgrade (stage);

-- The revision of a template that pre-approved an upgrade; what the template says later does not approve it.
create table template_use (
    upgrade_key varchar(20) primary key references upgrade,
    layer varchar(10) not null check (layer = 'TEMPLATE'),
    template varchar(64) not null,
    revision integer not null,
    digest varchar(64) not null,
    used_at timestamp(6) with time zone not null,
    foreign key (layer, template, revision) references description (layer, name, revision)
);
create index template_use_by_template on template_use (template, revision);

-- The plan of an upgrade, by revision. Sealed: digest set; approvals sign that digest.
create table upgrade_plan (
    upgrade_key varchar(20) not null references upgrade,
    revision integer not null,
    document text not null,
    digest varchar(64),
    planned_by varchar(64) not null,
    planned_at timestamp(6) with time zone not null,
    sealed_at timestamp(6) with time zone,
    primary key (upgrade_key, revision)
);

-- The maintenance window, by revision: an extension is a new row.
create table maintenance_window (
    upgrade_key varchar(20) not null references upgrade,
    revision integer not null,
    opens_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    decided_by varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    primary key (upgrade_key, revision),
    check (opens_at < ends_at)
);

create table change_freeze (
    freeze_id bigint generated always as identity primary key,
    name varchar(100) not null,
    system_id varchar(64),
    starts_at timestamp(6) with time zone not null,
    ends_at timestamp(6) with time zone not null,
    exempt_reasons varchar(200) not null,
    check (starts_at < ends_at)
);

create table approval (
    approval_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    plan_digest varchar(64) not null,
    approver varchar(64) not null,
    role varchar(64) not null,
    verdict varchar(12) not null check (verdict in ('APPROVED', 'SENT_BACK', 'REFUSED')),
    remark varchar(2000),
    given_at timestamp(6) with time zone not null,
    revoked_at timestamp(6) with time zone,
    revoked_by varchar(64)
);
create index approval_by_upgrade on approval (upgrade_key);

-- A decision at the level of the upgrade; every launch reads the newest under the upgrade's lock.
create table directive (
    upgrade_key varchar(20) not null references upgrade,
    seq integer not null,
    kind varchar(24) not null check (kind in ('GO_ON', 'HALT', 'STOP_AND_GO_BACK')),
    reason varchar(1000) not null,
    ordered_by varchar(64) not null,
    ordered_at timestamp(6) with time zone not null,
    primary key (upgrade_key, seq)
);

create table finding (
    finding_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    rule_id varchar(3) not null,
    severity varchar(10) not null check (severity in ('BLOCKS', 'WARNS', 'TELLS')),
    origin varchar(64) not null,
    subject varchar(200) not null,
    sentence varchar(1000) not null,
    remedy varchar(1000) not null,
    found_at timestamp(6) with time zone not null,
    settled_at timestamp(6) with time zone
);
create index finding_by_upgrade on finding (upgrade_key);

-- A step that was shortened; it blocks closing until another person has reviewed it.
create table debt (
    debt_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    rule_id varchar(3) not null,
    sentence varchar(1000) not null,
    taken_by varchar(64) not null,
    taken_at timestamp(6) with time zone not null,
    reviewed_by varchar(64),
    reviewed_at timestamp(6) with time zone,
    review varchar(2000),
    check (reviewed_by is null or reviewed_by <> taken_by)
);
create index debt_by_upgrade on debt (upgrade_key);

create table known_issue (
    issue_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    kind varchar(12) not null check (kind in ('KNOWN_ISSUE', 'FOLLOW_UP', 'LESSON')),
    sentence varchar(1000) not null,
    owner varchar(64) not null,
    due date not null,
    noted_by varchar(64) not null,
    noted_at timestamp(6) with time zone not null,
    settled_at timestamp(6) with time zone
);
create index known_issue_by_upgrade on known_issue (upgrade_key);

-- Inventory snapshots: what was read, per target.
create table inventory_reading (
    reading_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    moment varchar(12) not null check (moment in ('ASSESSED', 'BEFORE', 'IN_DOUBT', 'AFTER', 'BACK')),
    environment varchar(64) not null,
    target varchar(320) not null,
    category varchar(24) not null,
    name varchar(300) not null,
    reading varchar(1000) not null,
    taken_at timestamp(6) with time zone not null
);
create index inventory_by_upgrade on inventory_reading (upgrade_key, moment);

-- The inventory of targets over time, whether or not an upgrade goes on. Each target of an environment has one row here:
-- when it was looked at last, who is looking now and until when that counts, and why it could not be looked at.
create table inventory_look (
    system_id varchar(64) not null,
    environment varchar(64) not null,
    target varchar(320) not null,
    looked_at timestamp(6) with time zone,
    looking_until timestamp(6) with time zone,
    trouble varchar(1000),
    trouble_since timestamp(6) with time zone,
    primary key (system_id, environment, target),
    check ((trouble is null) = (trouble_since is null))
);

-- A state a target was found in, until it was found in another. What was found is kept as evidence, under its digest.
create table inventory_state (
    state_id bigint generated always as identity primary key,
    system_id varchar(64) not null,
    environment varchar(64) not null,
    target varchar(320) not null,
    occasion varchar(12) not null check (occasion in ('NIGHTLY', 'ASSESSED', 'BEFORE', 'AFTER', 'BACK')),
    upgrade_key varchar(20) references upgrade,
    content_digest varchar(64) not null,
    found_at timestamp(6) with time zone not null,
    seen_at timestamp(6) with time zone not null,
    check ((occasion = 'NIGHTLY') = (upgrade_key is null)),
    check (found_at <= seen_at)
);
create index inventory_state_by_target on inventory_state (target, system_id, environment, state_id);

-- A change of a target that no upgrade made. It stays open until somebody has said what it was.
create table outside_change (
    change_id bigint generated always as identity primary key,
    system_id varchar(64) not null,
    environment varchar(64) not null,
    target varchar(320) not null,
    owner varchar(200) not null,
    state_before bigint not null references inventory_state,
    state_after bigint not null references inventory_state,
    since timestamp(6) with time zone not null,
    found_at timestamp(6) with time zone not null,
    changed_lines text not null,
    changed_digest varchar(64) not null,
    explained_by varchar(64),
    explained_at timestamp(6) with time zone,
    explanation varchar(2000),
    check ((explained_by is null) = (explained_at is null) and (explained_by is null) = (explanation is null))
);
create index outside_change_by_system on outside_change (system_id, found_at);
create index outside_change_open on outside_change (explained_at);

-- Targets of one environment and role that are not alike; replaced whenever its targets were looked at.
create table inventory_drift (
    drift_id bigint generated always as identity primary key,
    system_id varchar(64) not null,
    environment varchar(64) not null,
    severity varchar(10) not null check (severity in ('WARNS', 'TELLS')),
    subject varchar(300) not null,
    sentence varchar(1000) not null,
    found_at timestamp(6) with time zone not null
);
create index inventory_drift_by_system on inventory_drift (system_id, environment);

-- Machines that were seen to be connected to a target, and to which of its ports (R09).
create table inventory_peer (
    system_id varchar(64) not null,
    environment varchar(64) not null,
    target varchar(320) not null,
    peer varchar(64) not null,
    port integer not null,
    peer_name varchar(255),
    first_seen timestamp(6) with time zone not null,
    last_seen timestamp(6) with time zone not null,
    primary key (system_id, environment, target, peer, port)
);

-- Targets, and who holds them.
create table target (
    target varchar(320) primary key,
    highest_token bigint not null
);

create table target_claim (
    target varchar(320) primary key references target,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) not null,
    claimed_at timestamp(6) with time zone not null
);

create table unit_of_change (
    unit_id varchar(64) primary key,
    upgrade_key varchar(20) not null references upgrade,
    environment varchar(64) not null,
    unit_order integer not null,
    mode varchar(10) not null check (mode in ('REHEARSE', 'RAISE')),
    method varchar(64),
    wave_id varchar(64),
    wave_position integer,
    item_count integer not null check (item_count > 0),
    outcome varchar(16) check (outcome in ('RAISED', 'UNTOUCHED', 'BACK', 'NEEDS_REPAIR', 'LEFT_OUT')),
    process_instance varchar(64),
    unique (upgrade_key, mode, unit_order),
    unique (unit_id, item_count)
);

create table unit_target (
    unit_id varchar(64) not null references unit_of_change,
    target varchar(320) not null,
    target_order integer not null,
    primary key (unit_id, target)
);

-- Items: the stores and the configuration a unit touches, numbered 1..n, named by system, environment and store.
create table unit_item (
    unit_id varchar(64) not null references unit_of_change,
    item_order integer not null check (item_order > 0),
    item varchar(200) not null,
    provider varchar(32) not null,
    primary key (unit_id, item_order),
    unique (unit_id, item),
    unique (unit_id, item_order, item)
);

create table backup (
    backup_id varchar(64) primary key,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) not null references unit_of_change,
    item varchar(200) not null,
    attempt integer not null,
    location varchar(1000) not null,
    digest varchar(64) not null,
    size_bytes bigint not null check (size_bytes >= 0),
    point_in_time timestamp(6) with time zone not null,
    writes_stopped_by varchar(300) not null,
    tool varchar(200) not null,
    store_version varchar(100) not null,
    keep_until timestamp(6) with time zone not null,
    receipt text not null,
    taken_at timestamp(6) with time zone not null
);
create index backup_by_upgrade on backup (upgrade_key, unit_id);

-- Copies of stores that are proven in two steps, restored and compared before the window. A base is no proof, and nothing
-- refers to it: the backup that goes on from it is verified as any other.
create table base_backup (
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) not null references unit_of_change,
    item varchar(200) not null,
    target varchar(320) not null,
    attempt integer not null,
    location varchar(1000) not null,
    digest varchar(64) not null,
    size_bytes bigint not null check (size_bytes >= 0),
    begun_at timestamp(6) with time zone not null,
    restore_millis bigint not null check (restore_millis >= 0),
    report text not null,
    proven_at timestamp(6) with time zone not null,
    forgotten_at timestamp(6) with time zone, -- no longer restored in its scratch place
    primary key (unit_id, item, target, attempt)
);
create index base_backup_by_upgrade on base_backup (upgrade_key, item, target);

-- A verdict is never changed. A PASSED one is tied to its backup, upgrade and item.
create table verification (
    verification_id varchar(64) primary key,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) not null references unit_of_change,
    item varchar(200) not null,
    backup_id varchar(64) not null references backup,
    verdict varchar(8) not null check (verdict in ('PASSED', 'REJECTED')),
    reason varchar(1000) not null,
    restore_millis bigint not null check (restore_millis >= 0),
    report text not null,
    verified_at timestamp(6) with time zone not null,
    unique (verification_id, upgrade_key, unit_id, item, verdict)
);

-- One proof for each attempt of a unit: the chain of its items, every one PASSED. Position k refers to k-1, so a
-- reference to the last position means that every item is proven.
create table proof (
    proof_id varchar(64) primary key,
    unit_id varchar(64) not null references unit_of_change,
    upgrade_key varchar(20) not null references upgrade,
    made_at timestamp(6) with time zone not null,
    spent_at timestamp(6) with time zone
);

create table proof_item (
    proof_id varchar(64) not null references proof,
    unit_id varchar(64) not null,
    upgrade_key varchar(20) not null,
    item_order integer not null check (item_order > 0),
    previous_order integer,
    item varchar(200) not null,
    verification_id varchar(64) not null,
    verdict varchar(8) not null check (verdict = 'PASSED'),
    primary key (proof_id, item_order),
    unique (proof_id, unit_id, upgrade_key, item_order),
    check ((item_order = 1 and previous_order is null)
        or (item_order > 1 and previous_order is not null and previous_order = item_order - 1)),
    foreign key (proof_id, previous_order) references proof_item (proof_id, item_order),
    foreign key (unit_id, item_order, item) references unit_item (unit_id, item_order, item),
    foreign key (verification_id, upgrade_key, unit_id, item, verdict)
        references verification (verification_id, upgrade_key, unit_id, item, verdict)
);

-- A step: one external task of the engine, with one effect for each target it touches.
create table step (
    step_id varchar(64) primary key,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) references unit_of_change,
    -- Of the upgrade when the step was opened.
    stage varchar(24),
    topic varchar(64) not null,
    element_id varchar(100) not null,
    process_instance varchar(64) not null,
    external_task varchar(64) not null unique,
    attempt integer not null,
    status varchar(10) not null check (status in ('OPEN', 'SETTLED')),
    outcome varchar(16),
    answer text,
    summary varchar(1000),
    node varchar(64),
    -- Orders of turns that have not begun; null when none is left.
    later text,
    started_at timestamp(6) with time zone not null,
    settled_at timestamp(6) with time zone,
    delivered_at timestamp(6) with time zone,
    check ((status = 'SETTLED') = (outcome is not null))
);
create index step_by_upgrade on step (upgrade_key, started_at);
create index step_undelivered on step (delivered_at);

create table effect (
    effect_id varchar(64) primary key,
    step_id varchar(64) not null references step,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) references unit_of_change,
    target varchar(320) not null references target,
    kind varchar(20) not null check (kind in ('FETCH', 'QUIESCE', 'BACK_UP', 'APPLY', 'REBOOT', 'FINISH',
        'BRACKET_DO', 'ROLL_BACK', 'REBOOT_BACK', 'BRACKET_BACK',
        'RESUME', 'BRACKET_UNDO')),
    run_key varchar(120) not null unique,
    run_order text not null,
    run_order_digest varchar(64) not null,
    token bigint not null check (token > 0),
    launches integer not null,
    status varchar(10) not null check (status in ('PLANNED', 'STARTED', 'STOPPING', 'SETTLED')),
    outcome varchar(16) check (outcome in
        ('SUCCEEDED', 'FAILED', 'REFUSED', 'NEVER_STARTED', 'STOPPED', 'UNKNOWN')),
    detail varchar(1000),
    -- Why an outcome is unknown, and since when nobody could say how the run stands.
    doubt varchar(16) check (doubt in ('NO_ANSWER', 'REBOOTED', 'RUNNER_KILLED', 'MAY_STILL_RUN', 'FORGOTTEN')),
    silent_at timestamp(6) with time zone,
    -- Position of the command that failed, from 0.
    failed_at integer,
    active_target varchar(320) unique,
    proof_id varchar(64),
    proof_unit varchar(64),
    proof_upgrade varchar(20),
    proof_order integer,
    planned_at timestamp(6) with time zone not null,
    started_at timestamp(6) with time zone,
    -- When the target first said that it knows the run; from then on "never started" means that it has lost its state.
    seen_at timestamp(6) with time zone,
    settled_at timestamp(6) with time zone,
    log_digest varchar(64),
    -- What takes back what this effect opens, kept here before it runs; and the effect that this one takes back.
    undo text,
    undoes varchar(64) references effect,
    check ((status = 'SETTLED') = (outcome is not null)),
    -- An effect holds its target until it is settled; an unknown outcome holds it until a person has decided.
    check (active_target is null or active_target = target),
    check (status = 'SETTLED' or active_target is not null),
    -- R00: what changes a target refers to a proof, completely; one null column would switch the foreign key off.
    check (kind not in ('APPLY', 'REBOOT', 'FINISH') or (proof_id is not null and proof_unit is not null
        and proof_upgrade is not null and proof_order is not null and unit_id is not null
        and proof_unit = unit_id and proof_upgrade = upgrade_key)),
    foreign key (proof_id, proof_unit, proof_upgrade, proof_order)
        references proof_item (proof_id, unit_id, upgrade_key, item_order),
    -- The position referred to is the unit's last: every item is proven, not just the first ones.
    foreign key (proof_unit, proof_order) references unit_of_change (unit_id, item_count)
);
create index effect_by_step on effect (step_id);
create index effect_by_unit on effect (unit_id);
create index effect_that_undoes on effect (undoes);

-- What was opened around a unit and could not be taken back, until a person had done it.
create table closed_by_hand (
    effect_id varchar(64) primary key references effect,
    closed_by varchar(64) not null,
    remark varchar(1000) not null,
    closed_at timestamp(6) with time zone not null
);

create table node_lease (
    node varchar(64) primary key,
    epoch bigint not null,
    seen_at timestamp(6) with time zone not null
);

create table check_result (
    result_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64),
    step_id varchar(64) references step,
    purpose varchar(24) not null,
    target varchar(320),
    check_id varchar(64) not null,
    core boolean not null,
    verdict varchar(10) not null check (verdict in ('PASSED', 'FAILED', 'SKIPPED')),
    expected varchar(1000) not null,
    got varchar(2000) not null,
    took_millis bigint not null,
    evidence_digest varchar(64) not null,
    -- How the logs of the target ended when the check had failed.
    log_digest varchar(64),
    checked_at timestamp(6) with time zone not null
);
create index check_result_by_upgrade on check_result (upgrade_key);

-- A decision for "all like it", carried to each other question that was open then (R40): one row for each. It answers one
-- failure, never a later one.
create table carried_answer (
    carried_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    element_id varchar(100) not null,
    unit_id varchar(64) not null references unit_of_change,
    -- The step whose failure the question is about.
    step_id varchar(64) not null references step,
    from_unit varchar(64) not null references unit_of_change,
    content text not null,
    decided_by varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    -- Answered: somebody was faster. Gone: the question was no longer open.
    ending varchar(10) check (ending in ('CARRIED', 'ANSWERED', 'GONE', 'REFUSED')),
    settled_at timestamp(6) with time zone,
    check ((ending is null) = (settled_at is null))
);
create index carried_answer_open on carried_answer (settled_at, unit_id);

-- Baseline samples and later looks (R42).
create table measurement (
    measurement_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64),
    moment varchar(12) not null check (moment in ('BASELINE', 'WATCH')),
    target varchar(320) not null,
    name varchar(64) not null,
    figure double precision not null,
    healthy boolean not null,
    measured_at timestamp(6) with time zone not null
);
create index measurement_by_upgrade on measurement (upgrade_key, moment, name);

-- Values remembered from before an upgrade, for checks that say "equals: before".
create table remembered (
    upgrade_key varchar(20) not null references upgrade,
    unit_id varchar(64) not null,
    name varchar(400) not null,
    content text not null,
    primary key (upgrade_key, unit_id, name)
);

-- Messages leave by an outbox, at least once, with a fixed message id.
create table message (
    message_id varchar(100) primary key,
    upgrade_key varchar(20),
    kind varchar(64) not null,
    channel varchar(10) not null check (channel in ('MAIL', 'WEBHOOK')),
    recipient varchar(300) not null,
    subject varchar(300) not null,
    text_body text not null,
    html_body text,
    written_at timestamp(6) with time zone not null,
    attempts integer not null,
    next_attempt_at timestamp(6) with time zone not null,
    sent_at timestamp(6) with time zone,
    given_up_at timestamp(6) with time zone,
    last_error varchar(1000)
);
create index message_by_upgrade on message (upgrade_key);
create index message_due on message (sent_at, next_attempt_at);

create table evidence (
    digest varchar(64) primary key,
    content text not null,
    kept_at timestamp(6) with time zone not null
);

-- Files that people have added to an upgrade. The chain holds their digests; contents lie apart, so that they can be erased.
create table evidence_file (
    file_id bigint generated always as identity primary key,
    upgrade_key varchar(20) not null references upgrade (upgrade_key),
    name varchar(1000) not null,
    digest varchar(64) not null,
    size_bytes bigint not null,
    added_by varchar(64) not null,
    added_at timestamp(6) with time zone not null
);
create index evidence_file_by_upgrade on evidence_file (upgrade_key, file_id);

create table evidence_bytes (
    file_id bigint primary key references evidence_file (file_id),
    content bytea not null
);

-- What happened, in order, chained by hash. It holds ids and digests; the words lie beside it (see the end of this file).
create table ledger_entry (
    seq bigint primary key,
    upgrade_key varchar(20),
    at_time timestamp(6) with time zone not null,
    actor varchar(64) not null,
    kind varchar(40) not null,
    rule_id varchar(3),
    words_digest varchar(64) not null,
    evidence_digest varchar(64),
    previous_hash varchar(64) not null,
    entry_hash varchar(64) not null unique
);
create index ledger_entry_by_upgrade on ledger_entry (upgrade_key, seq);

-- The end of the chain; locked while an entry is added, after the row of the upgrade the entry is about.
create table record_head (
    id integer primary key check (id = 1),
    seq bigint not null,
    entry_hash varchar(64) not null
);
insert into record_head (id, seq, entry_hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The end of the chain as it was at a moment, signed with a key that does not lie in this database. The line is what
-- auditors hold; what is repeated beside it serves the search.
create table ledger_checkpoint (
    checkpoint_number bigint primary key,
    seq bigint not null,
    key_id varchar(64) not null,
    line varchar(1000) not null
);
create index ledger_checkpoint_by_seq on ledger_checkpoint (seq);

create table sealed_record (
    upgrade_key varchar(20) primary key references upgrade,
    document text not null,
    digest varchar(64) not null,
    sealed_at timestamp(6) with time zone not null
);

-- For auditors. The search index is derived from everything above and follows the record: emptied, and its state put to
-- 0, it is filled again. One row for each thing an upgrade can be found by, in the order of the list of upgrades.
create table search_term (
    kind varchar(12) not null,
    term varchar(200) not null,
    requested_at timestamp(6) with time zone not null,
    upgrade_key varchar(20) not null,
    primary key (kind, term, requested_at, upgrade_key)
);
create index search_term_by_upgrade on search_term (upgrade_key);

-- The last entry of the record that the search index has taken in.
create table search_state (
    id integer primary key check (id = 1),
    seq bigint not null
);
insert into search_state (id, seq) values (1, 0);

-- What Liftlock itself found when it verified the whole record.
create table ledger_verification (
    verified_at timestamp(6) with time zone primary key,
    took_millis bigint not null,
    entries bigint not null,
    flaw varchar(2000)
);

-- The order of lists, and those of single people.
create index upgrade_by_time on upgrade (requested_at, upgrade_key);
create index upgrade_by_requester on upgrade (requested_by, requested_at);
create index upgrade_by_closing on upgrade (closed_at);
create index approval_by_approver on approval (approver, approval_id);

-- What a page of one upgrade, or of fifty, asks for among a hundred thousand.
create index step_by_unit on step (unit_id);
create index effect_by_upgrade on effect (upgrade_key);
create index verification_by_backup on verification (backup_id);
create index verification_by_upgrade on verification (upgrade_key, unit_id);
create index proof_by_upgrade on proof (upgrade_key);
create index proof_item_by_upgrade on proof_item (upgrade_key);
create index carried_answer_by_upgrade on carried_answer (upgrade_key);
create index effect_by_outcome on effect (outcome, active_target);
create index known_issue_open on known_issue (settled_at, due);
create index debt_open on debt (reviewed_at);
create index base_backup_kept on base_backup (forgotten_at);

-- Who read what of the record. Lines are only added; the nightly clean-up removes those that are older than the site keeps
-- them. Not chained: nothing follows from the order of readings, and a reader must not wait for the end of the chain.
create table access_log (
    access_id bigint generated always as identity primary key,
    at_time timestamp(6) with time zone not null,
    person varchar(64) not null,
    what varchar(20) not null,
    -- System, person or step; the upgrade has a column of its own.
    subject varchar(200) not null,
    upgrade_key varchar(40),
    way varchar(4) not null check (way in ('PAGE', 'API')),
    asked varchar(1000) not null,
    outcome varchar(10) not null check (outcome in ('BEGUN', 'READ', 'REFUSED', 'NOT_FOUND', 'FAILED')),
    row_count bigint,
    -- SHA-256 of what was sent.
    digest varchar(64)
);
create index access_log_by_time on access_log (at_time);
create index access_log_by_person on access_log (person, access_id);
create index access_log_by_upgrade on access_log (upgrade_key, access_id);

-- The calendar: windows by time, and the address under which a person's calendar program reads what its owner may see.
-- Of the word in that address only the SHA-256 is kept. A person has one at a time.
create index maintenance_window_by_time on maintenance_window (ends_at, opens_at);
create table calendar_feed (
    feed_id bigint generated always as identity primary key,
    owner varchar(64) not null,
    word_digest varchar(64) not null unique,
    made_at timestamp(6) with time zone not null,
    revoked_at timestamp(6) with time zone
);
create index calendar_feed_by_owner on calendar_feed (owner, revoked_at);

-- For the review of rights: when an account was used last, and when it last did what the record tells.
create table last_login (
    person varchar(64) primary key,
    at_time timestamp(6) with time zone not null
);
create index ledger_entry_by_actor on ledger_entry (actor, at_time);

-- What can be erased, while the chain that holds its digests stays as it is. The words of an entry, behind a random salt:
-- nobody can guess them back from the digest once both are gone.
create table entry_words (
    digest varchar(64) primary key,
    salt varchar(32) not null,
    sentence varchar(2000) not null
);

-- In which list words, evidence or parts of a sealed record stand as erased. It only points there: what counts is that
-- an entry of the chain has this list as its evidence.
create table erased_content (
    digest varchar(64) primary key,
    list_digest varchar(64) not null
);
create index ledger_entry_by_evidence on ledger_entry (evidence_digest);

-- The entries as people read them. Of words that were erased it says what the entry of their erasure says.
create view record_entry as
select entry.seq, entry.upgrade_key, entry.at_time, entry.actor, entry.kind, entry.rule_id,
    coalesce(own.sentence,
        (select erasure.sentence from erased_content
            join ledger_entry erasing on erasing.evidence_digest = erased_content.list_digest and erasing.kind = 'erased'
            join entry_words erasure on erasure.digest = erasing.words_digest
            where erased_content.digest = entry.words_digest fetch first 1 rows only),
        'The words of this entry are missing: run verify-ledger') as sentence,
    entry.evidence_digest, entry.previous_hash, entry.entry_hash, entry.words_digest, own.salt
from ledger_entry entry
left join entry_words own on own.digest = entry.words_digest;

-- Erasures: one person asks, another confirms. The row is for the page; what counts is the entry of the chain.
create table erasure (
    erasure_id bigint generated always as identity primary key,
    what varchar(8) not null check (what in ('NAME', 'TEXTS')),
    subject_kind varchar(8) not null check (subject_kind in ('UPGRADE', 'PERSON')),
    subject varchar(64) not null,
    reason varchar(500) not null,
    asked_by varchar(64) not null,
    asked_at timestamp(6) with time zone not null,
    standing varchar(8) not null check (standing in ('ASKED', 'DONE', 'REFUSED')),
    decided_by varchar(64),
    decided_at timestamp(6) with time zone,
    check ((standing = 'ASKED') = (decided_by is null)),
    check (standing <> 'DONE' or decided_by <> asked_by)
);

-- As long as it stands, nothing of an upgrade, a system or a person is erased.
create table legal_hold (
    hold_id bigint generated always as identity primary key,
    subject_kind varchar(8) not null check (subject_kind in ('UPGRADE', 'SYSTEM', 'PERSON')),
    subject varchar(64) not null,
    reason varchar(500) not null,
    reference varchar(500) not null,
    set_by varchar(64) not null,
    set_at timestamp(6) with time zone not null,
    lifted_by varchar(64),
    lifted_at timestamp(6) with time zone,
    lifted_because varchar(500)
);
create index legal_hold_standing on legal_hold (lifted_at, subject_kind, subject);

-- Locked by whoever erases and whoever sets a hold: no hold is set while something it would keep is erased.
create table erasure_lock (
    id integer primary key check (id = 1)
);
insert into erasure_lock (id) values (1);

-- What of an upgrade was kept long enough and is gone.
create table retention_done (
    upgrade_key varchar(20) not null references upgrade,
    kept varchar(8) not null check (kept in ('LOGS', 'EVIDENCE', 'RECORD')),
    done_at timestamp(6) with time zone not null,
    primary key (upgrade_key, kept)
);
create index check_result_by_evidence on check_result (evidence_digest);
create index check_result_by_log on check_result (log_digest);
create index effect_by_log on effect (log_digest);

-- Steps that have taken bases before a window. Where the step broke off before they were recorded (its upgrade was cancelled),
-- what they left in scratch places is found by it and removed.
create table base_begun (
    step_id varchar(64) primary key references step,
    looked_at timestamp(6) with time zone
);
create index base_begun_open on base_begun (looked_at);
