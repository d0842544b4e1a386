"""Calls, their matters and ceilings. Tables of migration 0008."""

import django.db.models.deletion
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='Call',
        fields=[
            ('number', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('year', models.IntegerField()),
            ('title_zh', models.CharField(max_length=200)),
            ('title_en', models.CharField(max_length=200)),
            ('text_zh', models.TextField(blank=True)),
            ('text_en', models.TextField(blank=True)),
            ('opens', models.DateTimeField()),
            ('closes', models.DateTimeField()),
            ('support_first', models.DateField()),
            ('support_last', models.DateField()),
            ('rule_date', models.DateField()),
            ('cap_fen', models.BigIntegerField()),
            ('invented', models.BooleanField(default=False)),
            ('by', models.CharField(max_length=80)),
            ('at', models.DateTimeField()),
            ('version', models.IntegerField()),
        ],
        options={
            'db_table': 'fund_call',
        },
    ),
    migrations.CreateModel(
        name='CallMatter',
        fields=[
            ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('zh', models.CharField(max_length=80)),
            ('en', models.CharField(max_length=80)),
            ('approval_class', models.CharField(max_length=10)),
            ('notice_class', models.CharField(max_length=40)),
            ('version', models.IntegerField()),
        ],
        options={
            'db_table': 'fund_call_matter',
        },
    ),
    migrations.CreateModel(
        name='CallCeiling',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('position', models.IntegerField()),
            ('kind', models.CharField(max_length=40)),
            ('zh', models.CharField(max_length=120)),
            ('en', models.CharField(max_length=120)),
            ('max_fen', models.BigIntegerField(null=True)),
            ('max_share', models.IntegerField(null=True)),
            ('exception_of', models.CharField(blank=True, max_length=40)),
            ('reason', models.CharField(blank=True, max_length=300)),
            ('since', models.DateField()),
            ('basis', models.CharField(max_length=300)),
            ('standing', models.CharField(max_length=10)),
            ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ceilings', to='fund.call')),
        ],
        options={
            'db_table': 'fund_call_ceiling',
        },
    ),
    migrations.AddField(
        model_name='call',
        name='matter',
        field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='fund.callmatter'),
    ),
    migrations.CreateModel(
        name='Direction',
        fields=[
            ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('fund_zh', models.CharField(max_length=120)),
            ('fund_en', models.CharField(max_length=120)),
            ('zh', models.CharField(max_length=80)),
            ('en', models.CharField(max_length=80)),
        ],
        options={
            'db_table': 'fund_direction',
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('fund_zh', ''), _negated=True)), name='direction_named')],
        },
    ),
    migrations.AddField(
        model_name='callmatter',
        name='direction',
        field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='fund.direction'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.UniqueConstraint(fields=('call', 'kind'), name='one_ceiling_a_kind'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='ceiling_has_a_basis'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['official', 'secondary', 'to-verify', 'house'])), name='ceiling_standing'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('exception_of', ''), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_exception_has_a_reason'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('exception_of', models.F('kind')), _negated=True), name='no_exception_of_itself'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('exception_of', ''), _negated=True), ('max_fen__isnull', False), ('max_share__isnull', False), _connector='OR'), name='a_ceiling_limits'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('max_fen__isnull', True), ('max_fen__gt', 0), _connector='OR'), name='ceiling_money'),
    ),
    migrations.AddConstraint(
        model_name='callceiling',
        constraint=models.CheckConstraint(condition=models.Q(('max_share__isnull', True), models.Q(('max_share__gt', 0), ('max_share__lte', 10000)), _connector='OR'), name='ceiling_share'),
    ),
    migrations.AddIndex(
        model_name='call',
        index=models.Index(fields=['closes'], name='call_by_close'),
    ),
    migrations.AddIndex(
        model_name='call',
        index=models.Index(fields=['matter', 'year'], name='call_by_matter'),
    ),
    migrations.AddConstraint(
        model_name='call',
        constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='call_period'),
    ),
    migrations.AddConstraint(
        model_name='call',
        constraint=models.CheckConstraint(condition=models.Q(('support_last__gte', models.F('support_first'))), name='call_support_period'),
    ),
    migrations.AddConstraint(
        model_name='call',
        constraint=models.CheckConstraint(condition=models.Q(('cap_fen__gt', 0)), name='call_cap'),
    ),
    migrations.AddConstraint(
        model_name='callmatter',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('zh', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='call_matter_named'),
    ),
    migrations.AddConstraint(
        model_name='callmatter',
        constraint=models.CheckConstraint(condition=models.Q(('approval_class__in', ('provincial', 'city'))), name='call_matter_class'),
    ),
]
