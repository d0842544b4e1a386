"""Applicants, their applications in versions, papers, decisions on eligibility. Tables of migration 0008."""

import django.db.models.deletion
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='Attachment',
        fields=[
            ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ('media', models.CharField(max_length=80)),
            ('content', models.BinaryField()),
            ('kept_at', models.DateTimeField()),
        ],
        options={
            'db_table': 'fund_attachment',
        },
    ),
    migrations.CreateModel(
        name='Applicant',
        fields=[
            ('organisation', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('name', models.CharField(max_length=120)),
            ('uscc', models.CharField(blank=True, max_length=18)),
            ('no_uscc', models.CharField(blank=True, max_length=120)),
            ('kind', models.CharField(max_length=20)),
            ('parent', models.CharField(blank=True, max_length=40)),
        ],
        options={
            'db_table': 'fund_applicant',
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='applicant_named'), models.CheckConstraint(condition=models.Q(models.Q(('no_uscc', ''), ('uscc__length', 18)), models.Q(('uscc', ''), models.Q(('no_uscc', ''), _negated=True)), _connector='OR'), name='a_code_or_a_reason_for_none'), models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'authority', 'institution'])), name='applicant_kind'), models.CheckConstraint(condition=models.Q(('parent', models.F('organisation')), _negated=True), name='not_its_own_parent')],
        },
    ),
    migrations.CreateModel(
        name='Application',
        fields=[
            ('number', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('applicant_name', models.CharField(max_length=120)),
            ('project', models.CharField(max_length=200)),
            ('project_key', models.CharField(max_length=200)),
            ('ceiling', models.CharField(max_length=40)),
            ('place', models.CharField(blank=True, max_length=40)),
            ('needed_fen', models.BigIntegerField()),
            ('requested_fen', models.BigIntegerField()),
            ('own_fen', models.BigIntegerField()),
            ('row_cap_fen', models.BigIntegerField(null=True)),
            ('state', models.CharField(max_length=10)),
            ('revision', models.IntegerField()),
            ('version', models.IntegerField()),
            ('first_at', models.DateTimeField()),
            ('received_at', models.DateTimeField()),
            ('supplement_until', models.DateTimeField(null=True)),
            ('supplement_asked', models.TextField(blank=True)),
            ('warnings', models.IntegerField(default=0)),
            ('protected', models.BooleanField(default=False)),
            ('protected_reason', models.CharField(blank=True, max_length=300)),
            ('assigned_n', models.IntegerField(default=0)),
            ('score_n', models.IntegerField(default=0)),
            ('score_mean', models.IntegerField(null=True)),
            ('score_spread', models.IntegerField(null=True)),
            ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='fund.applicant')),
            ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='fund.call')),
        ],
        options={
            'db_table': 'fund_application',
        },
    ),
    migrations.CreateModel(
        name='ApplicationDraft',
        fields=[
            ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
            ('call', models.CharField(max_length=40)),
            ('application', models.CharField(blank=True, max_length=40)),
            ('organisation', models.CharField(max_length=40)),
            ('author', models.CharField(max_length=80)),
            ('data', models.TextField(default='{}')),
            ('changed', models.DateTimeField()),
        ],
        options={
            'db_table': 'fund_application_draft',
            'indexes': [models.Index(fields=['organisation', 'changed'], name='fund_drafts_of_owner')],
        },
    ),
    migrations.CreateModel(
        name='ApplicationVersion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('revision', models.IntegerField()),
            ('project', models.CharField(max_length=200)),
            ('ceiling', models.CharField(max_length=40)),
            ('needed_fen', models.BigIntegerField()),
            ('requested_fen', models.BigIntegerField()),
            ('own_fen', models.BigIntegerField()),
            ('papers_digest', models.CharField(max_length=64)),
            ('digest', models.CharField(max_length=64)),
            ('findings', models.CharField(blank=True, max_length=400)),
            ('at', models.DateTimeField()),
            ('by', models.CharField(max_length=80)),
            ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='fund.application')),
        ],
        options={
            'db_table': 'fund_application_version',
        },
    ),
    migrations.CreateModel(
        name='AttachedPaper',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('position', models.IntegerField()),
            ('filename', models.CharField(max_length=120)),
            ('sha256', models.CharField(max_length=64)),
            ('size', models.IntegerField()),
            ('media', models.CharField(max_length=80)),
            ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='fund.applicationversion')),
        ],
        options={
            'db_table': 'fund_attached_paper',
        },
    ),
    migrations.CreateModel(
        name='EligibilityDecision',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('version', models.IntegerField()),
            ('revision', models.IntegerField()),
            ('result', models.CharField(max_length=10)),
            ('reason', models.TextField()),
            ('findings', models.CharField(blank=True, max_length=400)),
            ('by', models.CharField(max_length=80)),
            ('at', models.DateTimeField()),
            ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='fund.application')),
        ],
        options={
            'db_table': 'fund_eligibility_decision',
        },
    ),
    migrations.AddConstraint(
        model_name='applicationversion',
        constraint=models.UniqueConstraint(fields=('application', 'revision'), name='one_application_version'),
    ),
    migrations.AddConstraint(
        model_name='applicationversion',
        constraint=models.CheckConstraint(condition=models.Q(('requested_fen__gt', 0)), name='version_requests'),
    ),
    migrations.AddConstraint(
        model_name='applicationversion',
        constraint=models.CheckConstraint(condition=models.Q(('own_fen__gte', 0)), name='version_own_funds'),
    ),
    migrations.AddConstraint(
        model_name='applicationversion',
        constraint=models.CheckConstraint(condition=models.Q(('needed_fen__gte', models.F('requested_fen'))), name='version_needs'),
    ),
    migrations.AddConstraint(
        model_name='attachedpaper',
        constraint=models.UniqueConstraint(fields=('version', 'position'), name='one_paper_a_position'),
    ),
    migrations.AddConstraint(
        model_name='attachedpaper',
        constraint=models.CheckConstraint(condition=models.Q(('sha256__length', 64)), name='paper_has_a_digest'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['call', 'state', 'number'], name='application_by_state'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['call', 'received_at', 'number'], name='application_by_time'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['call', 'requested_fen', 'number'], name='application_by_money'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['call', 'applicant_name', 'number'], name='application_by_name'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['call', 'score_mean', 'number'], name='application_by_score'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['applicant', 'received_at'], name='application_of_applicant'),
    ),
    migrations.AddIndex(
        model_name='application',
        index=models.Index(fields=['project_key'], name='application_by_project'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(('state__in', ('submitted', 'returned', 'withdrawn', 'eligible', 'ineligible'))), name='application_state'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(('requested_fen__gt', 0)), name='something_is_requested'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(('own_fen__gte', 0)), name='own_funds'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(('needed_fen__gte', models.F('requested_fen'))), name='no_more_than_needed'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('project', ''), _negated=True), models.Q(('applicant_name', ''), _negated=True)), name='application_named'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(('protected', False), models.Q(('protected_reason', ''), _negated=True), _connector='OR'), name='protected_for_a_reason'),
    ),
    migrations.AddConstraint(
        model_name='application',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('score_n', 0), ('score_mean__isnull', True)), models.Q(('score_n__gt', 0), ('score_mean__isnull', False)), _connector='OR'), name='a_mean_of_scores'),
    ),
    migrations.AddConstraint(
        model_name='eligibilitydecision',
        constraint=models.UniqueConstraint(fields=('application', 'version'), name='one_eligibility_a_version'),
    ),
    migrations.AddConstraint(
        model_name='eligibilitydecision',
        constraint=models.CheckConstraint(condition=models.Q(('result__in', ['eligible', 'ineligible', 'returned'])), name='eligibility_result'),
    ),
    migrations.AddConstraint(
        model_name='eligibilitydecision',
        constraint=models.CheckConstraint(condition=models.Q(('result', 'eligible'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_refusal_has_a_reason'),
    ),
]
