"""Every table as the migrations from 0001 to 0029 leave it, made at once: an empty database waits a third as long.

An installation that began with those keeps on from where it stands; a test holds the two ways to one result, on both
databases. When every installation has passed 0029, those go and `replaces` with them. After new steps it is written
anew, under their last number, from the state they lead to; the one before it then goes (`at_once.is_shortcut`). Its
name sorts after `0001_initial`: what other apps need first of us must be that step, where an installation took it.
"""

import datetime
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from estancia.records.append_only import refuse_changes
from estancia.records.at_once import CreateModels
from estancia.records.chained import FUNCTION
from estancia.records.joining import guard


def put(apps, schema_editor):
    """What the tables hold from the first day: the chain's tail, and what the database itself refuses and does.

    Of the mentions, PostgreSQL would keep an index for LIKE that nobody asks.
    """
    connection = schema_editor.connection
    tail = apps.get_model('records', 'AuditTail')
    tail.objects.using(connection.alias).get_or_create(pk=1, defaults={'seq': 0, 'digest': bytes(32)})
    refuse_changes(connection=connection)
    guard(connection=connection)
    if connection.vendor == 'postgresql':
        schema_editor.execute(FUNCTION)
        schema_editor.execute('DROP INDEX IF EXISTS records_auditmention_reference_ff023ccc_like')


class Migration(migrations.Migration):

    replaces = [
        ('records', '0001_initial'),
        ('records', '0002_tables_that_only_grow'),
        ('records', '0003_identity'),
        ('records', '0004_rosters'),
        ('records', '0005_roster_files'),
        ('records', '0006_the_stay_lived'),
        ('records', '0007_requests_by_next_day'),
        ('records', '0008_merges'),
        ('records', '0009_an_end_taken_back'),
        ('records', '0010_complaints'),
        ('records', '0011_once_keys'),
        ('records', '0012_notices'),
        ('records', '0013_name_words'),
        ('records', '0014_permits'),
        ('records', '0015_saved_filters'),
        ('records', '0016_stays_to_renew'),
        ('records', '0017_roster_claims'),
        ('records', '0018_roster_asks_order'),
        ('records', '0019_lists_by_place'),
        ('records', '0020_what_happened_stays'),
        ('records', '0021_the_digest_before_the_tail'),
        ('records', '0022_leaving_an_entry'),
        ('records', '0023_expected_back_again'),
        ('records', '0024_sheets_hidden_and_claims_not_written'),
        ('records', '0025_an_entry_told_once'),
        ('records', '0026_hours_by_place'),
        ('records', '0027_marks_for_lists'),
        ('records', '0028_pairs_of_words'),
        ('records', '0029_crossings_of_a_press'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='AuditTail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField()),
                    ('digest', models.BinaryField()),
                    ('previous', models.BinaryField(default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00')),
                ],
            ),
            migrations.CreateModel(
                name='DueTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('about', models.CharField(max_length=16)),
                    ('due_at', models.DateTimeField(db_index=True)),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('done_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('kind', 'about'), name='one_open_task')],
                },
            ),
            migrations.CreateModel(
                name='FamilyGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('location_key', models.CharField(max_length=5)),
                    ('includes_citizen_child', models.BooleanField(null=True)),
                    ('created_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='MerkleHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size', models.BigIntegerField(unique=True)),
                    ('root', models.BinaryField()),
                    ('signed', models.BinaryField()),
                    ('made_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('kind', models.CharField(choices=[('migration_authority', 'Migration authority'), ('protection', 'Protecting body'), ('child_protection', 'Child protection authority'), ('asylum_authority', 'Asylum authority'), ('legal', 'Legal team'), ('foreign_ministry', 'Foreign ministry'), ('observer', 'Observer'), ('oversight', 'Data protection and oversight'), ('human_rights', 'Human rights body'), ('operator', 'System operator')], max_length=30)),
                    ('public_key', models.BinaryField(null=True)),
                    ('wrapped_key', models.BinaryField(null=True)),
                    ('part_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='records.organisation')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('public_key__isnull', True), ('wrapped_key__isnull', True)), models.Q(('public_key__isnull', False), ('wrapped_key__isnull', False)), _connector='OR'), name='organisation_keys_together'), models.CheckConstraint(condition=models.Q(('part_of', models.F('pk')), _negated=True), name='organisation_is_not_part_of_itself')],
                },
            ),
            migrations.CreateModel(
                name='SigningKeyRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kid', models.CharField(max_length=40, unique=True)),
                    ('public_pem', models.TextField()),
                    ('from_at', models.DateTimeField()),
                    ('until_at', models.DateTimeField(null=True)),
                    ('state', models.CharField(max_length=7)),
                    ('revoked_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('state',), name='one_active_signing_key')],
                },
            ),
            migrations.CreateModel(
                name='NamedBody',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('location_key', models.CharField(max_length=5)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('kind', 'location_key'), name='one_named_body_now'), models.UniqueConstraint(fields=('kind', 'location_key', 'from_on'), name='one_named_body_from_a_day'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='named_body_period_runs_forward')],
                },
            ),
            migrations.CreateModel(
                name='OutboxMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('to_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('about', models.CharField(max_length=16)),
                    ('queued_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['sent_at', 'queued_at'], name='outbox_in_order')],
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                    ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('role', models.CharField(blank=True, max_length=2)),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('location_key', models.CharField(blank=True, max_length=5)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['', 'IO', 'PW', 'LW', 'CO', 'OB', 'PE', 'DP', 'SA'])), name='user_role_is_known'), models.CheckConstraint(condition=models.Q(('role', ''), ('organisation__isnull', False), _connector='OR'), name='a_role_belongs_to_an_organisation')],
                },
                managers=[
                    ('objects', django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='AuditEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField(unique=True)),
                    ('at', models.DateTimeField()),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(max_length=6)),
                    ('organisation', models.CharField(blank=True, max_length=60)),
                    ('purpose', models.CharField(max_length=20)),
                    ('act', models.CharField(max_length=60)),
                    ('about', models.JSONField(default=list)),
                    ('detail', models.JSONField(default=dict)),
                    ('previous', models.BinaryField()),
                    ('digest', models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name='LocationDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('location_key', models.CharField(max_length=5)),
                    ('on', models.DateField()),
                    ('places', models.PositiveIntegerField()),
                    ('free', models.IntegerField()),
                    ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('set_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('location_key', 'on'), name='one_row_per_location_and_day'), models.CheckConstraint(condition=models.Q(('free__gte', 0)), name='free_is_never_negative'), models.CheckConstraint(condition=models.Q(('free__lte', models.F('places'))), name='free_within_places')],
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='records.familygroup')),
                    ('name', models.CharField(max_length=200)),
                    ('folded_name', models.CharField(db_index=True, max_length=200)),
                    ('born_on', models.DateField(null=True)),
                    ('born_approximately', models.BooleanField(default=False)),
                    ('nationality', models.CharField(blank=True, max_length=3)),
                    ('languages', models.JSONField(default=list)),
                    ('best_language', models.CharField(blank=True, max_length=3)),
                    ('interpreter_needed', models.BooleanField(null=True)),
                    ('accompanied_by', models.CharField(blank=True, max_length=14)),
                    ('entry', models.CharField(blank=True, max_length=13)),
                    ('us_status', models.CharField(blank=True, max_length=18)),
                    ('interviewed_by_us', models.BooleanField(null=True)),
                    ('order_in_family', models.PositiveSmallIntegerField(default=0)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('family', 'order_in_family'), name='one_person_per_place_in_family'), models.CheckConstraint(condition=models.Q(('accompanied_by__in', ['', 'parent', 'legal_guardian', 'other_adult', 'nobody'])), name='person_accompanied_by'), models.CheckConstraint(condition=models.Q(('entry__in', ['', 'at_port', 'between_ports', 'elsewhere'])), name='person_entry'), models.CheckConstraint(condition=models.Q(('us_status__in', ['', 'none', 'citizen', 'permanent_resident', 'parole'])), name='person_us_status')],
                },
            ),
            migrations.CreateModel(
                name='Request',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='records.familygroup')),
                    ('location_key', models.CharField(max_length=5)),
                    ('on', models.DateField()),
                    ('requests_admission', models.BooleanField(null=True)),
                    ('state', models.CharField(max_length=20)),
                    ('made_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('idempotency_key', models.CharField(max_length=64, null=True, unique=True)),
                    ('next_on', models.DateField(default=datetime.date(9999, 12, 31))),
                ],
                options={
                    'indexes': [models.Index(fields=['location_key', 'on', 'state'], name='requests_of_a_day'), models.Index(fields=['location_key', 'state', 'next_on', 'id'], name='requests_by_next_day'), models.Index(fields=['recorded_by', 'state', 'next_on', 'id'], name='requests_heard_by')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['awaiting_decision', 'admitted', 'on_hold', 'not_covered', 'no_request', 'withdrawn'])), name='request_state_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['awaiting_decision', 'on_hold'])), fields=('family',), name='one_open_request_per_family')],
                },
            ),
            migrations.CreateModel(
                name='SecurityReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('location_key', models.CharField(max_length=5)),
                    ('state', models.CharField(choices=[('ok', 'ok'), ('unsafe', 'unsafe')], max_length=6)),
                    ('source', models.CharField(max_length=200)),
                    ('reported_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['location_key', '-reported_at'], name='security_latest')],
                },
            ),
            migrations.CreateModel(
                name='AuditMention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='records.auditentry')),
                    ('reference', models.CharField(db_index=True, max_length=60)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('entry', 'reference'), name='one_mention_per_entry')],
                },
            ),
            migrations.CreateModel(
                name='CourtRecordSeen',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='court_records', to='records.person')),
                    ('status', models.CharField(blank=True, max_length=7)),
                    ('hearing_on', models.DateField(null=True)),
                    ('source', models.CharField(max_length=120)),
                    ('seen_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('hearing_at', models.TimeField(null=True)),
                    ('hearing_location', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-seen_at'], name='court_record_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['', 'pending', 'closed', 'appeal'])), name='court_record_status'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='court_record_has_a_source')],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='records.request')),
                    ('decision', models.CharField(max_length=11)),
                    ('rules_said', models.CharField(max_length=11)),
                    ('reason', models.TextField(blank=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('decision__in', ['admit', 'hold', 'not_covered'])), name='decision_is_known')],
                },
            ),
            migrations.CreateModel(
                name='Determination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='records.request')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='records.person')),
                    ('on', models.DateField()),
                    ('outcome', models.CharField(max_length=11)),
                    ('protection_hold', models.BooleanField(default=False)),
                    ('open_reasons', models.JSONField(default=list)),
                    ('open_not_known', models.JSONField(default=list)),
                    ('rule_sets', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-made_at'], name='determination_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['admissible', 'hold', 'not_covered'])), name='determination_outcome_is_known'), models.CheckConstraint(condition=models.Q(('protection_hold', False), ('outcome', 'hold'), _connector='OR'), name='protection_is_never_a_refusal')],
                },
            ),
            migrations.CreateModel(
                name='Hold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='records.request')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='records.person')),
                    ('kind', models.CharField(max_length=10)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('answer_by', models.DateTimeField()),
                    ('waits_at', models.CharField(max_length=24)),
                    ('state', models.CharField(max_length=9)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('location_key', models.CharField(max_length=5)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'answer_by'], name='holds_by_hour'), models.Index(fields=['location_key', 'state', 'answer_by', 'id'], name='holds_of_a_place'), models.Index(fields=['organisation', 'state', 'answer_by', 'id', 'kind', 'location_key'], name='holds_of_an_organisation')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'wait'), ('person__isnull', False), ('state__in', ['open', 'escalated'])), fields=('request', 'person', 'kind', 'code'), name='one_open_hold_per_question'), models.UniqueConstraint(condition=models.Q(('kind', 'protection'), ('person__isnull', False), ('state__in', ['open', 'escalated'])), fields=('request', 'person', 'organisation'), name='one_open_protection_hold_per_body'), models.UniqueConstraint(condition=models.Q(('person__isnull', True), ('state__in', ['open', 'escalated'])), fields=('request', 'kind', 'code'), name='one_open_family_hold_per_question'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'protection'), _negated=True), ('code', ''), _connector='OR'), name='protection_hold_names_no_code'), models.CheckConstraint(condition=models.Q(('kind__in', ['protection', 'wait'])), name='hold_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['open', 'escalated'])), models.Q(('closed_at__isnull', False), ('state__in', ['lifted', 'upheld'])), _connector='OR'), name='hold_state_is_known'), models.CheckConstraint(condition=models.Q(('waits_at__in', ['with_protecting_body', 'at_the_office'])), name='hold_says_what_kind_of_place'), models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='hold_has_a_place')],
                },
            ),
            migrations.CreateModel(
                name='IntakeDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('location_key', models.CharField(max_length=5)),
                    ('answers', models.JSONField(default=dict)),
                    ('protection_open', models.JSONField(default=dict)),
                    ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('started_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('submitted_at', models.DateTimeField(null=True)),
                    ('request', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='records.request')),
                ],
                options={
                    'indexes': [models.Index(fields=['location_key', 'submitted_at', '-changed_at'], name='drafts_of_a_desk')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('request__isnull', True), ('submitted_at__isnull', True)), models.Q(('request__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='submitted_draft_has_its_request')],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='records.person')),
                    ('state', models.CharField(max_length=13)),
                    ('kind', models.CharField(blank=True, max_length=10)),
                    ('number', models.CharField(blank=True, db_index=True, max_length=20)),
                    ('served_on', models.DateField(null=True)),
                    ('hearing_on', models.DateField(null=True)),
                    ('hearing_location', models.CharField(blank=True, max_length=120)),
                    ('address', models.CharField(blank=True, max_length=300)),
                    ('printed', models.CharField(blank=True, max_length=300)),
                    ('source', models.CharField(max_length=120)),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('recorded_at', models.DateTimeField()),
                    ('box', models.CharField(blank=True, max_length=11)),
                    ('check_in_at', models.TimeField(null=True)),
                    ('check_in_on', models.DateField(null=True)),
                    ('hearing_at', models.TimeField(null=True)),
                    ('language', models.CharField(blank=True, max_length=3)),
                    ('port', models.CharField(blank=True, max_length=60)),
                    ('read_in_full', models.BooleanField(default=False)),
                    ('received_on', models.DateField(null=True)),
                    ('served_how', models.CharField(blank=True, max_length=9)),
                    ('stayed_there', models.BooleanField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-recorded_at'], name='notice_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['', 'held', 'taken_or_lost', 'none'])), name='notice_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['', 'notice', 'tear_sheet'])), name='notice_kind'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='notice_has_a_source'), models.CheckConstraint(condition=models.Q(('served_how__in', ['', 'in_person', 'by_mail'])), name='notice_served_how'), models.CheckConstraint(condition=models.Q(('box__in', ['', 'arriving', 'present', 'admitted', 'none_ticked'])), name='notice_box')],
                },
            ),
            migrations.CreateModel(
                name='ProtectionNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('kind', models.CharField(max_length=20)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protection_notices', to='records.person')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('about', models.CharField(max_length=120)),
                    ('box', models.BinaryField()),
                    ('state', models.CharField(default='drafted', max_length=12)),
                    ('drafted_at', models.DateTimeField()),
                    ('answer_by', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'state', 'answer_by'], name='notices_by_hour')],
                    'constraints': [models.UniqueConstraint(fields=('about',), name='one_notice_about_a_question'), models.CheckConstraint(condition=models.Q(('kind__in', ['child_protection', 'comar'])), name='protection_notice_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'sent', 'acknowledged'])), name='protection_notice_state')],
                },
            ),
            migrations.CreateModel(
                name='SealedAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_answers', to='records.person')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('about', models.CharField(max_length=120)),
                    ('box', models.BinaryField()),
                    ('sealed_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('about',), name='one_sealed_answer_about_a_question')],
                },
            ),
            migrations.CreateModel(
                name='Stay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='records.person')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='records.request')),
                    ('valid_from', models.DateField()),
                    ('valid_until', models.DateField()),
                    ('state', models.CharField(max_length=8)),
                    ('granted_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('person',), name='one_valid_stay_per_person'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('valid_from'))), name='stay_period_runs_forward')],
                    'indexes': [models.Index(condition=models.Q(('state', 'valid')), fields=['valid_until'], name='stays_to_renew')],
                },
            ),
            migrations.CreateModel(
                name='AsylumRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asylum_requests', to='records.person')),
                    ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='records.protectionnotice')),
                    ('asked_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='HoldEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hold', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.hold')),
                    ('event', models.CharField(max_length=10)),
                    ('reason', models.TextField(blank=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.request')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.decision')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewed_decisions', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('asked_by_person', models.BooleanField(default=True)),
                    ('state', models.CharField(max_length=9)),
                    ('answer_by', models.DateTimeField()),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_opened', to=settings.AUTH_USER_MODEL)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews_answered', to=settings.AUTH_USER_MODEL)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answer', models.TextField(blank=True)),
                    ('location_key', models.CharField(max_length=5)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'state', 'answer_by', 'id', 'location_key', 'decided_by'], name='reviews_by_hour'), models.Index(fields=['location_key', 'state', 'answer_by', 'id'], name='reviews_of_a_place'), models.Index(fields=['state', 'answer_by', 'id'], name='reviews_everywhere'), models.Index(fields=['organisation', 'answered_at', 'id'], name='reviews_answered_by'), models.Index(fields=['location_key', 'answered_at', 'id'], name='reviews_answered_at_a_place'), models.Index(fields=['answered_at', 'id'], name='reviews_answered')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('decision',), name='one_open_review_per_decision'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('decided_by')), _negated=True), _connector='OR'), name='review_is_by_someone_else'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['changed', 'confirmed'])), _connector='OR'), name='review_state_is_known'), models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='review_has_a_place')],
                },
            ),
            migrations.CreateModel(
                name='SealedDraftAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_answers', to='records.intakedraft')),
                    ('member', models.PositiveSmallIntegerField()),
                    ('step', models.CharField(max_length=40)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('about', models.CharField(max_length=120)),
                    ('box', models.BinaryField()),
                    ('sealed_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('draft', 'member', 'step'), name='one_sealed_answer_per_step')],
                },
            ),
            migrations.CreateModel(
                name='SealedDraftNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_notices', to='records.intakedraft')),
                    ('member', models.PositiveSmallIntegerField()),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('about', models.CharField(max_length=120)),
                    ('box', models.BinaryField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('draft', 'member'), name='one_sealed_notice_per_member')],
                },
            ),
            migrations.CreateModel(
                name='StayDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='records.stay')),
                    ('number', models.CharField(max_length=16, unique=True)),
                    ('token', models.BinaryField()),
                    ('kid', models.CharField(max_length=40)),
                    ('issued_at', models.DateTimeField()),
                    ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='RevokedCard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='records.staydocument')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revocations_asked', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField()),
                    ('reason', models.TextField()),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revocations_confirmed', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='revocation_is_confirmed_by_another')],
                    'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['confirmed_at', 'asked_at'], name='revocations_to_confirm')],
                },
            ),
            migrations.CreateModel(
                name='IdentityKey',
                fields=[
                    ('pk', models.CompositePrimaryKey('key', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('key', models.BigIntegerField()),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
                ],
            ),
            migrations.CreateModel(
                name='NotTheSame',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.CharField(max_length=24)),
                    ('second', models.CharField(db_index=True, max_length=24)),
                    ('for_ever', models.BooleanField(default=False)),
                    ('said_at', models.DateTimeField()),
                    ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='a_pair_is_kept_apart_once'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='a_pair_is_of_two')],
                },
            ),
            migrations.CreateModel(
                name='Roster',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('location_key', models.CharField(max_length=5)),
                    ('digest', models.CharField(max_length=64)),
                    ('kind', models.CharField(max_length=4)),
                    ('state', models.CharField(max_length=9)),
                    ('counts', models.JSONField(default=dict)),
                    ('based_on', models.PositiveIntegerField(default=0)),
                    ('place_in_line', models.PositiveIntegerField(null=True)),
                    ('staged_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('staged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('refusal', models.CharField(blank=True, max_length=24)),
                    ('rows_in_file', models.PositiveIntegerField(default=0)),
                    ('rows_looked_at', models.PositiveIntegerField(default=0)),
                    ('claimed_to', models.PositiveIntegerField(null=True)),
                    ('sheets_left', models.JSONField(default=list)),
                    ('sheets_hidden', models.JSONField(default=list)),
                    ('not_claimed', models.JSONField(default=list)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place_in_line__isnull', False), ('state', 'committed')), models.Q(models.Q(('state', 'committed'), _negated=True), ('place_in_line__isnull', True)), _connector='OR'), name='roster_in_line_when_committed'), models.CheckConstraint(condition=models.Q(('place_in_line__isnull', True), ('place_in_line', django.db.models.expressions.CombinedExpression(models.F('based_on'), '+', models.Value(1))), _connector='OR'), name='roster_follows_what_it_was_compared_with'), models.UniqueConstraint(fields=('location_key', 'place_in_line'), name='one_roster_per_place_in_line'), models.CheckConstraint(condition=models.Q(('state__in', ['received', 'waiting', 'staging', 'staged', 'committed', 'refused', 'dropped'])), name='roster_state')],
                },
            ),
            migrations.CreateModel(
                name='RosterRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('key', models.CharField(max_length=240)),
                    ('standing', models.CharField(max_length=8)),
                    ('proposal', models.JSONField()),
                    ('problems', models.JSONField(default=list)),
                    ('differs', models.JSONField(default=list)),
                    ('roster', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='records.roster')),
                    ('number_key', models.BigIntegerField(null=True)),
                    ('said', models.CharField(blank=True, max_length=32)),
                    ('check_in_printed', models.CharField(blank=True, max_length=120)),
                    ('hearing_printed', models.CharField(blank=True, max_length=120)),
                    ('unheard', models.BooleanField(db_default=True, default=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['key', 'roster'], name='roster_row_key'), models.Index(condition=models.Q(('unheard', True)), fields=['roster', 'number'], name='roster_rows_unheard'), models.Index(condition=models.Q(('unheard', True)), fields=['number_key'], name='unheard_by_number')],
                    'constraints': [models.UniqueConstraint(fields=('roster', 'number'), name='one_row_per_number_in_roster'), models.CheckConstraint(condition=models.Q(('standing__in', ['new', 'changed', 'repeated', 'doubtful', 'accepted', 'to_mend'])), name='roster_row_standing')],
                },
            ),
            migrations.CreateModel(
                name='RememberedColumns',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=32)),
                    ('columns', models.JSONField()),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'key'), name='columns_remembered_once')],
                },
            ),
            migrations.CreateModel(
                name='ProposalHeard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('location_key', models.CharField(max_length=5)),
                    ('key', models.CharField(max_length=240)),
                    ('member', models.PositiveSmallIntegerField()),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='records.intakedraft')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('location_key', 'key'), name='proposal_heard_once'), models.UniqueConstraint(fields=('draft', 'member'), name='one_proposal_per_member')],
                },
            ),
            migrations.CreateModel(
                name='RosterFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('suffix', models.CharField(max_length=4)),
                    ('content', models.BinaryField()),
                    ('headings', models.JSONField()),
                    ('fields', models.JSONField()),
                    ('orders', models.JSONField(default=dict)),
                    ('samples', models.JSONField(default=list)),
                    ('roster', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='records.roster')),
                    ('asks_order', models.BooleanField(default=False)),
                ],
            ),
            migrations.CreateModel(
                name='Crossing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('direction', models.CharField(max_length=3)),
                    ('happened_at', models.DateTimeField()),
                    ('location_key', models.CharField(max_length=5)),
                    ('identified_by', models.CharField(max_length=10)),
                    ('source', models.CharField(max_length=10)),
                    ('press', models.CharField(max_length=32)),
                    ('recorded_at', models.DateTimeField()),
                    ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='records.crossing')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='crossings', to='records.stay')),
                ],
                options={
                    'indexes': [models.Index(fields=['stay', 'happened_at'], name='line_of_crossings'), models.Index(fields=['location_key', 'happened_at'], name='crossings_of_a_day'), models.Index(fields=['press'], name='crossings_of_a_press')],
                    'constraints': [models.UniqueConstraint(fields=('stay', 'press', 'direction'), name='a_press_crosses_once'), models.CheckConstraint(condition=models.Q(('direction__in', ['out', 'in'])), name='crossing_direction'), models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('identified_by__in', ['card', 'code', 'name', 'paper_list'])), models.Q(('corrects__isnull', False), ('identified_by', 'correction')), _connector='OR'), name='crossing_identified_by'), models.CheckConstraint(condition=models.Q(('source__in', ['window', 'paper_list'])), name='crossing_source'), models.CheckConstraint(condition=models.Q(('happened_at__lte', models.F('recorded_at'))), name='crossing_happened_before_it_was_recorded')],
                },
            ),
            migrations.CreateModel(
                name='ExpectedReturn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('hearing_on', models.DateField()),
                    ('expected_by', models.DateTimeField()),
                    ('state', models.CharField(max_length=18)),
                    ('call_by', models.DateTimeField()),
                    ('calls', models.PositiveSmallIntegerField(default=0)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('exit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='expected_return', to='records.crossing')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expected_returns', to='records.stay')),
                    ('moved_to', models.DateField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'state', 'call_by'], name='expected_back_by_hour')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'not_reached'])), fields=('stay',), name='expected_back_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['waiting', 'not_reached'])), models.Q(('closed_at__isnull', False), ('state__in', ['returned', 'reached', 'stays_in_us', 'chose_not_to_go_on', 'mistaken'])), _connector='OR'), name='expected_return_state')],
                },
            ),
            migrations.CreateModel(
                name='StayEnd',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=20)),
                    ('ended_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='records.stay')),
                    ('taken_back_at', models.DateTimeField(null=True)),
                    ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['admitted_us', 'chose_not_to_go_on', 'other_status', 'case_ended', 'left'])), name='stay_end_reason'), models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('stay',), name='a_stay_ends_once'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='an_end_is_taken_back_by_someone')],
                },
            ),
            migrations.CreateModel(
                name='StayRenewal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=7)),
                    ('opened_at', models.DateTimeField()),
                    ('must_cover_until', models.DateField(null=True)),
                    ('old_until', models.DateField()),
                    ('new_until', models.DateField(null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renews', to='records.staydocument')),
                    ('replaced', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='records.staydocument')),
                    ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='records.stay')),
                    ('location_key', models.CharField(max_length=5)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['location_key', 'old_until', 'id'], name='renewals_of_a_place')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('stay',), name='one_open_renewal'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('document__isnull', True), ('state', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('document__isnull', False), ('new_until__gt', models.F('old_until')), ('replaced__isnull', False), ('state', 'granted')), models.Q(('decided_at__isnull', False), ('document__isnull', True), ('state', 'closed')), _connector='OR'), name='a_renewal_is_decided_whole'), models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='a_renewal_has_a_place')],
                },
            ),
            migrations.CreateModel(
                name='ChosenContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wants_call', models.BooleanField()),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('telephone', models.CharField(blank=True, max_length=40)),
                    ('folded_telephone', models.CharField(blank=True, db_index=True, max_length=20)),
                    ('language', models.CharField(blank=True, max_length=40)),
                    ('terms', models.CharField(blank=True, max_length=400)),
                    ('recorded_at', models.DateTimeField()),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_contact', to='records.person')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('wants_call', True), models.Q(('name', ''), _negated=True), models.Q(('folded_telephone', ''), _negated=True)), models.Q(('folded_telephone', ''), ('name', ''), ('telephone', ''), ('wants_call', False)), _connector='OR'), name='a_contact_can_be_called')],
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('state', models.CharField(max_length=9)),
                    ('reason', models.TextField()),
                    ('chosen', models.JSONField(default=dict)),
                    ('stood', models.JSONField(default=dict)),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('undone_reason', models.TextField(blank=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_asked', to=settings.AUTH_USER_MODEL)),
                    ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_kept', to='records.person')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_led', to='records.person')),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('location_key', models.CharField(blank=True, max_length=5)),
                ],
                options={
                    'indexes': [models.Index(fields=['kept', 'state'], name='merges_of_a_file'), models.Index(fields=['location_key', 'state', 'asked_at', 'id', 'asked_by'], name='merges_asked_at_a_place'), models.Index(fields=['location_key', 'state', 'answered_at', 'id'], name='merges_answered_at_a_place')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('other')), _negated=True), name='a_merge_is_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('state', 'asked'), ('undone_by__isnull', True)), models.Q(('answered_by__isnull', False), ('state__in', ['confirmed', 'refused']), ('undone_by__isnull', True)), models.Q(('answered_by__isnull', False), ('state', 'undone'), ('undone_by__isnull', False)), _connector='OR'), name='merge_state_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'refused']), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='merge_is_confirmed_by_another'), models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('other',), name='a_file_leads_to_one_file'), models.UniqueConstraint(django.db.models.functions.comparison.Least('kept', 'other'), django.db.models.functions.comparison.Greatest('kept', 'other'), condition=models.Q(('state__in', ['asked', 'confirmed'])), name='a_pair_is_merged_once')],
                },
            ),
            migrations.CreateModel(
                name='Complaint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('receipt_key', models.BinaryField(max_length=32, unique=True)),
                    ('kind', models.CharField(max_length=16)),
                    ('state', models.CharField(default='opened', max_length=12)),
                    ('box', models.BinaryField()),
                    ('answer_box', models.BinaryField(null=True)),
                    ('answer_kept', models.BinaryField(null=True)),
                    ('filed_at', models.DateTimeField()),
                    ('due_by', models.DateTimeField()),
                    ('answer_by', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('accused', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('accused_house', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('filed_for', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='records.organisation')),
                    ('organisation_house', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['organisation', 'due_by', 'id'], name='complaints_to_answer'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['filed_for', 'due_by', 'id'], name='complaints_followed'), models.Index(condition=models.Q(('state', 'escalated')), fields=['due_by', 'id'], name='complaints_late'), models.Index(fields=['organisation', 'closed_at', 'id'], name='complaints_closed_by'), models.Index(fields=['filed_for', 'closed_at', 'id'], name='complaints_followed_closed')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accused__isnull', True), ('accused_house__isnull', True)), models.Q(('accused__isnull', False), ('accused_house__isnull', False), models.Q(('organisation', models.F('accused')), _negated=True), models.Q(('organisation', models.F('accused_house')), _negated=True), models.Q(('organisation_house', models.F('accused')), _negated=True), models.Q(('organisation_house', models.F('accused_house')), _negated=True)), _connector='OR'), name='nobody_answers_about_themselves'), models.CheckConstraint(condition=models.Q(('kind__in', ['blocked_visit', 'papers_kept', 'money_asked', 'violence', 'family_split', 'not_heard', 'no_interpreter', 'no_care', 'other'])), name='complaint_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['opened', 'acknowledged', 'passed_on', 'escalated'])), models.Q(('closed_at__isnull', False), ('state__in', ['answered', 'withdrawn'])), _connector='OR'), name='complaint_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answer_box__isnull', False), ('answer_kept__isnull', False), ('state', 'answered')), models.Q(models.Q(('state', 'answered'), _negated=True), ('answer_box__isnull', True), ('answer_kept__isnull', True)), _connector='OR'), name='answered_complaint_has_its_answer')],
                },
            ),
            migrations.CreateModel(
                name='ComplaintEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(max_length=12)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.complaint')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='OnceKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.BinaryField(unique=True)),
                    ('body', models.BinaryField()),
                    ('route', models.CharField(max_length=60)),
                    ('leads_to', models.CharField(max_length=200)),
                    ('at', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='AlarmEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(max_length=9)),
                    ('found', models.CharField(blank=True, max_length=16)),
                    ('said', models.TextField(blank=True)),
                    ('source', models.CharField(blank=True, max_length=120)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.hearingalarm')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event__in', ['opened', 'escalated']), ('found', ''), ('source', '')), models.Q(('event', 'answered'), ('found__in', ['date_stands', 'date_is_false', 'other_date', 'not_found']), models.Q(('source', ''), _negated=True)), _connector='OR'), name='alarm_answer_is_whole')],
                },
            ),
            migrations.CreateModel(
                name='HearingAlarm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('code', models.CharField(max_length=24)),
                    ('rests_on', models.CharField(max_length=64)),
                    ('answer_by', models.DateTimeField()),
                    ('state', models.CharField(max_length=9)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearing_alarms', to='records.person')),
                    ('location_key', models.CharField(max_length=5)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'state', 'answer_by', 'id', 'location_key'], name='alarms_by_hour'), models.Index(fields=['location_key', 'state', 'answer_by', 'id'], name='alarms_of_a_place'), models.Index(fields=['state', 'answer_by', 'id'], name='alarms_everywhere'), models.Index(fields=['organisation', 'closed_at', 'id'], name='alarms_answered_by'), models.Index(fields=['location_key', 'closed_at', 'id'], name='alarms_answered_at_a_place'), models.Index(fields=['closed_at', 'id'], name='alarms_answered')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'escalated'])), fields=('person', 'code'), name='one_open_alarm_per_person_and_kind'), models.CheckConstraint(condition=models.Q(('code__in', ['closed_case_with_a_date', 'hearing_in_dispute', 'check_in_in_dispute'])), name='alarm_code'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['open', 'escalated'])), models.Q(('closed_at__isnull', False), ('state', 'answered')), _connector='OR'), name='alarm_state'), models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='alarm_has_a_place')],
                },
            ),
            migrations.CreateModel(
                name='HearingClaim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('about', models.CharField(max_length=8)),
                    ('source', models.CharField(max_length=12)),
                    ('where', models.CharField(blank=True, max_length=120)),
                    ('on', models.DateField(null=True)),
                    ('at', models.TimeField(null=True)),
                    ('place', models.CharField(blank=True, max_length=120)),
                    ('zone', models.CharField(blank=True, max_length=40)),
                    ('printed', models.CharField(blank=True, max_length=300)),
                    ('seen_at', models.DateTimeField()),
                    ('recorded_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearing_claims', to='records.person')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('seen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('roster_row', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='records.rosterrow')),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-seen_at'], name='claims_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('about__in', ['hearing', 'check_in'])), name='claim_about'), models.CheckConstraint(condition=models.Q(('at__isnull', True), ('on__isnull', False), _connector='OR'), name='claim_hour_has_a_day'), models.CheckConstraint(condition=models.Q(('seen_at__lte', models.F('recorded_at'))), name='claim_seen_before_recorded'), models.CheckConstraint(condition=models.Q(('source__in', ['other_paper', 'announcement', 'lawyer', 'person', 'port', 'roster'])), name='claim_source'), models.CheckConstraint(condition=models.Q(models.Q(('roster_row__isnull', False), ('source', 'roster')), models.Q(models.Q(('source', 'roster'), _negated=True), ('roster_row__isnull', True)), _connector='OR'), name='claim_of_a_roster_has_its_row'), models.UniqueConstraint(fields=('roster_row', 'person', 'about'), name='claim_once_per_roster_row')],
                },
            ),
            migrations.CreateModel(
                name='KeptPaper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('what', models.CharField(max_length=17)),
                    ('number', models.CharField(blank=True, max_length=40)),
                    ('folded_number', models.CharField(blank=True, max_length=40)),
                    ('keeper_kind', models.CharField(max_length=19)),
                    ('keeper', models.CharField(blank=True, max_length=120)),
                    ('since_on', models.DateField()),
                    ('since_is_about', models.BooleanField(default=False)),
                    ('promised_on', models.DateField(null=True)),
                    ('chase_by', models.DateTimeField()),
                    ('state', models.CharField(max_length=8)),
                    ('recorded_at', models.DateTimeField()),
                    ('returned_on', models.DateField(null=True)),
                    ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_papers', to='records.person')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('location_key', models.CharField(max_length=5)),
                    ('cared_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                    ('cared_by_others', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'state', 'chase_by', 'id', 'location_key'], name='kept_papers_by_hour'), models.Index(fields=['location_key', 'state', 'chase_by', 'id'], name='kept_papers_of_a_place'), models.Index(fields=['state', 'chase_by', 'id'], name='kept_papers_everywhere'), models.Index(fields=['organisation', 'returned_on', 'id'], name='kept_papers_back_with'), models.Index(fields=['location_key', 'returned_on', 'id'], name='kept_papers_back_at_a_place'), models.Index(fields=['returned_on', 'id'], name='kept_papers_back'), models.Index(fields=['cared_by', 'state', 'chase_by', 'id'], name='kept_papers_cared_by'), models.Index(fields=['cared_by', 'returned_on', 'id'], name='kept_papers_back_cared_by'), models.Index(condition=models.Q(('cared_by_others', True)), fields=['state', 'chase_by', 'id'], name='kept_papers_of_others'), models.Index(condition=models.Q(('cared_by_others', True)), fields=['returned_on', 'id'], name='kept_papers_back_of_others')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['kept', 'overdue']), models.Q(('folded_number', ''), _negated=True)), fields=('what', 'folded_number'), name='one_open_custody_per_paper'), models.UniqueConstraint(condition=models.Q(('folded_number', ''), ('state__in', ['kept', 'overdue'])), fields=('person', 'what'), name='one_open_custody_without_a_number'), models.CheckConstraint(condition=models.Q(('what__in', ['passport', 'birth_certificate', 'identity_card', 'notice', 'tear_sheet', 'phone', 'other'])), name='kept_paper_what'), models.CheckConstraint(condition=models.Q(('keeper_kind__in', ['us_authority', 'migration_authority', 'police', 'shelter', 'lawyer', 'employer', 'other'])), name='kept_paper_keeper'), models.CheckConstraint(condition=models.Q(models.Q(('returned_on__isnull', True), ('state__in', ['kept', 'overdue'])), models.Q(('returned_on__isnull', False), ('state', 'returned')), _connector='OR'), name='kept_paper_state'), models.CheckConstraint(condition=models.Q(('returned_on__isnull', True), ('returned_on__gte', models.F('since_on')), _connector='OR'), name='kept_paper_returned_after_it_was_kept'), models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='kept_paper_has_a_place')],
                },
            ),
            migrations.CreateModel(
                name='KeptPaperEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(max_length=8)),
                    ('said', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.keptpaper')),
                ],
            ),
            migrations.CreateModel(
                name='NameWord',
                fields=[
                    ('pk', models.CompositePrimaryKey('location', 'word', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('location', models.PositiveIntegerField()),
                    ('word', models.BigIntegerField()),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
                ],
                options={
                    'indexes': [models.Index(fields=['person', 'word'], name='words_of_a_person')],
                },
            ),
            migrations.CreateModel(
                name='PermitApplication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=16, unique=True)),
                    ('kind', models.CharField(max_length=12)),
                    ('place_key', models.CharField(max_length=5)),
                    ('state', models.CharField(default='filed', max_length=18)),
                    ('missing', models.JSONField(default=list)),
                    ('filed_on', models.DateField()),
                    ('complete_on', models.DateField(null=True)),
                    ('opinion_asked_on', models.DateField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('answered_on', models.DateField(null=True)),
                    ('valid_until', models.DateField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permits', to='records.person')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('renews', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='records.permitapplication')),
                ],
                options={
                    'indexes': [models.Index(models.F('place_key'), models.F('state'), django.db.models.functions.comparison.Coalesce('due_on', 'filed_on'), models.F('id'), name='permits_of_a_place')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['filed', 'to_cure', 'silent', 'certificate_asked'])), fields=('person', 'kind'), name='one_open_permit_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['work_permit', 'curp'])), name='permit_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'to_cure', 'silent', 'certificate_asked', 'certificate_given', 'granted', 'refused', 'discarded', 'withdrawn'])), name='permit_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('complete_on__isnull', False), ('state', 'filed')), models.Q(('state', 'filed'), _negated=True), _connector='OR'), name='permit_time_runs_from_a_whole_application'), models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('state__in', ['filed', 'to_cure', 'certificate_asked'])), models.Q(('state__in', ['filed', 'to_cure', 'certificate_asked']), _negated=True), _connector='OR'), name='permit_that_waits_has_its_day'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('state', 'granted'), _connector='OR'), name='permit_days_only_of_what_was_granted'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('filed_on')), _connector='OR'), name='permit_answered_after_it_was_filed')],
                },
            ),
            migrations.CreateModel(
                name='PermitEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(max_length=18)),
                    ('on', models.DateField()),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('permit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.permitapplication')),
                ],
            ),
            migrations.CreateModel(
                name='PermitUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('usable', models.BooleanField()),
                    ('on', models.DateField()),
                    ('place_key', models.CharField(max_length=5)),
                    ('obstacle', models.CharField(blank=True, max_length=16)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('permit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='records.permitapplication')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('obstacle', ''), ('usable', True)), models.Q(('obstacle__in', ['employer', 'bank', 'office', 'number', 'other', 'not_known']), ('usable', False)), _connector='OR'), name='permit_use_says_what_stood_in_the_way')],
                },
            ),
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('listed', models.CharField(max_length=10)),
                    ('name', models.CharField(max_length=40)),
                    ('narrows', models.JSONField(default=dict)),
                    ('saved_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'listed', 'name'), name='a_filter_is_saved_once_by_name'), models.CheckConstraint(condition=models.Q(('listed__in', ['requests', 'holds'])), name='a_saved_filter_is_of_a_list'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_saved_filter_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='ExpectedEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(max_length=18)),
                    ('instead_of', models.CharField(blank=True, max_length=18)),
                    ('hearing_on', models.DateField(null=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('expected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.expectedreturn')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event', 'hearing_moved'), ('hearing_on__isnull', False)), models.Q(models.Q(('event', 'hearing_moved'), _negated=True), ('hearing_on__isnull', True)), _connector='OR'), name='a_moved_hearing_names_its_day')],
                },
            ),
        ]),
        migrations.RunPython(put, migrations.RunPython.noop),
    ]
