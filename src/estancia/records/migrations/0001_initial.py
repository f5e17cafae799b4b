import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditTail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField()),
                ('digest', models.BinaryField()),
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
                ('kind', models.CharField(choices=[('migration_authority', 'Migration authority'), ('protection', 'Protecting body'), ('child_protection', 'Child protection authority'), ('asylum_authority', 'Asylum authority'), ('legal', 'Legal team'), ('foreign_ministry', 'Foreign ministry'), ('observer', 'Observer'), ('oversight', 'Data protection and oversight'), ('operator', 'System operator')], max_length=30)),
                ('public_key', models.BinaryField(null=True)),
                ('wrapped_key', models.BinaryField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('public_key__isnull', True), ('wrapped_key__isnull', True)), models.Q(('public_key__isnull', False), ('wrapped_key__isnull', False)), _connector='OR'), name='organisation_keys_together')],
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
            ],
            options={
                'indexes': [models.Index(fields=['location_key', 'on', 'state'], name='requests_of_a_day')],
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
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='records.auditentry')),
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
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                ('answer_by', models.DateTimeField()),
                ('waits_at', models.CharField(max_length=24)),
                ('state', models.CharField(max_length=9)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'answer_by'], name='holds_by_hour'), models.Index(fields=['organisation', 'state', 'answer_by'], name='holds_of_an_organisation')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'wait'), ('person__isnull', False), ('state__in', ['open', 'escalated'])), fields=('request', 'person', 'kind', 'code'), name='one_open_hold_per_question'), models.UniqueConstraint(condition=models.Q(('kind', 'protection'), ('person__isnull', False), ('state__in', ['open', 'escalated'])), fields=('request', 'person', 'organisation'), name='one_open_protection_hold_per_body'), models.UniqueConstraint(condition=models.Q(('person__isnull', True), ('state__in', ['open', 'escalated'])), fields=('request', 'kind', 'code'), name='one_open_family_hold_per_question'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'protection'), _negated=True), ('code', ''), _connector='OR'), name='protection_hold_names_no_code'), models.CheckConstraint(condition=models.Q(('kind__in', ['protection', 'wait'])), name='hold_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['open', 'escalated'])), models.Q(('closed_at__isnull', False), ('state__in', ['lifted', 'upheld'])), _connector='OR'), name='hold_state_is_known'), models.CheckConstraint(condition=models.Q(('waits_at__in', ['with_protecting_body', 'at_the_office'])), name='hold_says_what_kind_of_place')],
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
            ],
            options={
                'indexes': [models.Index(fields=['person', '-recorded_at'], name='notice_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['', 'held', 'taken_or_lost', 'none'])), name='notice_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['', 'notice', 'tear_sheet'])), name='notice_kind'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='notice_has_a_source')],
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
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.organisation')),
                ('asked_by_person', models.BooleanField(default=True)),
                ('state', models.CharField(max_length=9)),
                ('answer_by', models.DateTimeField()),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_opened', to=settings.AUTH_USER_MODEL)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews_answered', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state', 'answer_by'], name='reviews_by_hour')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('decision',), name='one_open_review_per_decision'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('decided_by')), _negated=True), _connector='OR'), name='review_is_by_someone_else'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['changed', 'confirmed'])), _connector='OR'), name='review_state_is_known')],
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
            },
        ),
    ]
