"""What moto's AWS Backup lacks: selections, vaults' policies, notifications and lists of backups. Stores what is sent and gives it back."""
import json, time, uuid
from moto.backup import urls

SELECTIONS: dict = {}   # plan id -> {selection id: selection}
SETTINGS: dict = {}     # (region-free) vault name, kind -> what was put


def ok(body):
    return 200, {}, json.dumps(body)


def missing(what):
    return 400, {"x-amzn-errortype": "ResourceNotFoundException"}, json.dumps({"__type": "ResourceNotFoundException", "message": f"{what} does not exist"})


def selections(request, full_url, headers):
    path = request.path.strip("/").split("/")          # backup/plans/<id>/selections[/<id>]
    plan, known = path[2], SELECTIONS.setdefault(path[2], {})
    if len(path) == 4 and request.method == "PUT":
        body = json.loads(request.get_data())
        identifier = str(uuid.uuid4())
        known[identifier] = {"BackupPlanId": plan, "SelectionId": identifier, "CreationDate": time.time(), "BackupSelection": body["BackupSelection"]}
        return ok({"BackupPlanId": plan, "SelectionId": identifier, "CreationDate": time.time()})
    if len(path) == 4:
        return ok({"BackupSelectionsList": [{"BackupPlanId": plan, "SelectionId": key, "SelectionName": value["BackupSelection"]["SelectionName"]} for key, value in known.items()]})
    if path[4] not in known:
        return missing(path[4])
    if request.method == "DELETE":
        del known[path[4]]
        return 204, {}, ""
    return ok(known[path[4]])


def settings(kind, echo):
    def handle(request, full_url, headers):
        vault = request.path.strip("/").split("/")[1]
        if request.method == "PUT":
            SETTINGS[(vault, kind)] = json.loads(request.get_data())
            return ok({})
        if request.method == "DELETE":
            SETTINGS.pop((vault, kind), None)
            return 204, {}, ""
        if (vault, kind) not in SETTINGS:
            return missing(kind)
        arn = f"arn:aws:backup:eu-central-1:123456789012:backup-vault:{vault}"
        return ok({"BackupVaultName": vault, "BackupVaultArn": arn, **echo(SETTINGS[(vault, kind)])})
    return handle


def recovery_points(request, full_url, headers):
    return ok({"RecoveryPoints": []})                  # nothing is ever backed up here


urls.url_paths = {
    "{0}/backup-vaults/(?P<name>[^/]+)/recovery-points/?$": recovery_points,
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/?$": selections,
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/(?P<selection>[^/]+)/?$": selections,
    "{0}/backup-vaults/(?P<name>[^/]+)/access-policy/?$": settings("access-policy", lambda sent: {"Policy": sent["Policy"]}),
    "{0}/backup-vaults/(?P<name>[^/]+)/notification-configuration/?$": settings(
        "notification-configuration", lambda sent: {"SNSTopicArn": sent["SNSTopicArn"], "BackupVaultEvents": sent["BackupVaultEvents"]}),
    **urls.url_paths,
}
