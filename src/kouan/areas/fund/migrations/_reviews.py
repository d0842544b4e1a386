"""Reviewers, reviews, scores, recusals. Tables of migration 0008."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='Review',
        fields=[
            ('number', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ('body', models.CharField(max_length=40)),
            ('applicant', models.CharField(max_length=40)),
            ('parent', models.CharField(blank=True, max_length=40)),
            ('state', models.CharField(max_length=10)),
            ('total', models.IntegerField(null=True)),
            ('opinion', models.TextField(blank=True)),
            ('sheet_since', models.DateField(null=True)),
            ('assigned_at', models.DateTimeField()),
            ('ended_at', models.DateTimeField(null=True)),
            ('version', models.IntegerField()),
        ],
        options={
            'db_table': 'fund_review',
        },
    ),
    migrations.CreateModel(
        name='Recusal',
        fields=[
            ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='recusal', serialize=False, to='fund.review')),
            ('reason', models.CharField(max_length=300)),
            ('by', models.CharField(max_length=80)),
            ('at', models.DateTimeField()),
        ],
        options={
            'db_table': 'fund_recusal',
        },
    ),
    migrations.AddField(
        model_name='review',
        name='application',
        field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='fund.application'),
    ),
    migrations.CreateModel(
        name='Reviewer',
        fields=[
            ('login', models.CharField(max_length=80, primary_key=True, serialize=False)),
            ('name', models.CharField(max_length=80)),
            ('body', models.CharField(max_length=40)),
            ('body_name', models.CharField(max_length=120)),
            ('field', models.CharField(blank=True, max_length=120)),
            ('version', models.IntegerField()),
        ],
        options={
            'db_table': 'fund_reviewer',
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='reviewer_named')],
        },
    ),
    migrations.AddField(
        model_name='review',
        name='reviewer',
        field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='fund.reviewer'),
    ),
    migrations.CreateModel(
        name='ReviewScore',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('position', models.IntegerField()),
            ('criterion', models.CharField(max_length=40)),
            ('points', models.IntegerField()),
            ('tenths', models.IntegerField()),
            ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='fund.review')),
        ],
        options={
            'db_table': 'fund_review_score',
        },
    ),
    migrations.AddConstraint(
        model_name='recusal',
        constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recusal_has_a_reason'),
    ),
    migrations.AddIndex(
        model_name='review',
        index=models.Index(fields=['reviewer', 'state'], name='review_of_reviewer'),
    ),
    migrations.AddConstraint(
        model_name='review',
        constraint=models.UniqueConstraint(fields=('application', 'reviewer'), name='one_review_a_reviewer'),
    ),
    migrations.AddConstraint(
        model_name='review',
        constraint=models.CheckConstraint(condition=models.Q(('body', models.F('applicant')), _negated=True), name='no_reviewer_of_the_applicant'),
    ),
    migrations.AddConstraint(
        model_name='review',
        constraint=models.CheckConstraint(condition=models.Q(('body', models.F('parent')), _negated=True), name='no_reviewer_of_its_parent'),
    ),
    migrations.AddConstraint(
        model_name='review',
        constraint=models.CheckConstraint(condition=models.Q(('state__in', ['assigned', 'recused', 'scored'])), name='review_state'),
    ),
    migrations.AddConstraint(
        model_name='review',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'scored'), ('total__gte', 0), ('total__lte', 1000), ('sheet_since__isnull', False)), models.Q(models.Q(('state', 'scored'), _negated=True), ('opinion', ''), ('sheet_since__isnull', True), ('total__isnull', True)), _connector='OR'), name='only_scored_has_a_score'),
    ),
    migrations.AddConstraint(
        model_name='reviewscore',
        constraint=models.UniqueConstraint(fields=('review', 'criterion'), name='one_score_a_criterion'),
    ),
    migrations.AddConstraint(
        model_name='reviewscore',
        constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0), ('points__lte', 100)), name='criterion_points'),
    ),
    migrations.AddConstraint(
        model_name='reviewscore',
        constraint=models.CheckConstraint(condition=models.Q(('tenths__gte', 0), ('tenths__lte', django.db.models.expressions.CombinedExpression(models.F('points'), '*', models.Value(10)))), name='score_in_its_points'),
    ),
]
