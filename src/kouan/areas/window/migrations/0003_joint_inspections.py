from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('window', '0002_consignments'),
    ]

    operations = [
        migrations.CreateModel(
            name='JointRow',
            fields=[
                ('pk', models.CompositePrimaryKey('case_id', 'revision', blank=True, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.CharField(max_length=40)),
                ('revision', models.IntegerField()),
                ('requester', models.CharField(max_length=10)),
                ('place', models.CharField(max_length=80)),
                ('terminal', models.CharField(max_length=40)),
                ('begins', models.CharField(max_length=27)),
                ('ends', models.CharField(max_length=27)),
                ('opens', models.CharField(max_length=10)),
            ],
            options={
                'db_table': 'window_joint',
                'indexes': [models.Index(fields=['begins'], name='joint_by_time')],
            },
        ),
        migrations.CreateModel(
            name='JointSubjectRow',
            fields=[
                ('pk', models.CompositePrimaryKey('case_id', 'revision', 'place_in_list', blank=True, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.CharField(max_length=40)),
                ('revision', models.IntegerField()),
                ('place_in_list', models.IntegerField()),
                ('subject', models.CharField(blank=True, max_length=40)),
                ('container', models.CharField(blank=True, max_length=17)),
            ],
            options={
                'db_table': 'window_joint_subject',
                'indexes': [models.Index(fields=['subject'], name='joint_by_subject'), models.Index(fields=['container'], name='joint_by_box')],
            },
        ),
    ]
