"""Names of a workbook's hidden sheets, and the rows of a list whose dates could not be written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0023_expected_back_again")]
    operations = [
        migrations.AddField(model_name="roster", name="sheets_hidden", field=models.JSONField(default=list)),
        migrations.AddField(model_name="roster", name="not_claimed", field=models.JSONField(default=list)),
    ]
