"""Monitors of unusual costs and who is told of them, which moto's Cost Explorer lacks. What is put comes back; nothing is ever unusual here."""
import json, uuid
from moto.ce.responses import CostExplorerResponse as CE

_there: dict = {}   # ARN -> what was put


def _create(kind):
    def create(self):
        sent = json.loads(self.body)
        arn = f"arn:aws:ce::{self.current_account}:{kind.lower()}/{uuid.uuid4()}"
        _there[arn] = {**sent[kind], f"{kind[7:]}Arn": arn}
        self.ce_backend.tag_resource(arn, sent.get("ResourceTags") or [])
        return json.dumps({f"{kind[7:]}Arn": arn})
    return create


def _get(kind):
    def get(self):
        wanted = json.loads(self.body).get(f"{kind[7:]}ArnList")
        found = [one for arn, one in _there.items() if f":{kind.lower()}/" in arn and (not wanted or arn in wanted)]
        return json.dumps({f"{kind}s": found})
    return get


def _delete(kind):
    def delete(self):
        _there.pop(json.loads(self.body)[f"{kind[7:]}Arn"], None)
        return "{}"
    return delete


for _kind, _name in (("AnomalyMonitor", "anomaly_monitor"), ("AnomalySubscription", "anomaly_subscription")):
    setattr(CE, f"create_{_name}", _create(_kind))
    setattr(CE, f"get_{_name}s", _get(_kind))
    setattr(CE, f"delete_{_name}", _delete(_kind))
