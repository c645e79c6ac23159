locals {
  region = data.aws_region.current.name

  # A widget by title: metrics as CloudWatch writes them, two in a row.
  widgets = merge(
    {
      "1 Database: capacity in use (%)" = [["AWS/RDS", "ACUUtilization", "DBClusterIdentifier", var.database_cluster_identifier, "Role", "WRITER"], ["...", "READER"]]
      "2 Database: commits a second"    = [["AWS/RDS", "CommitThroughput", "DBClusterIdentifier", var.database_cluster_identifier, "Role", "WRITER"]]
      "3 Database: time of a commit (ms)" = [
        ["AWS/RDS", "CommitLatency", "DBClusterIdentifier", var.database_cluster_identifier, "Role", "WRITER"],
      ]
      "4 Database: connections" = [["AWS/RDS", "DatabaseConnections", "DBClusterIdentifier", var.database_cluster_identifier, "Role", "WRITER"], ["...", "READER"]]
      "5 Nodes: processors and memory (%)" = [
        ["ContainerInsights", "node_cpu_utilization", "ClusterName", var.cluster_name], [".", "node_memory_utilization", ".", "."],
      ]
      "6 Pods of Parley: restarts" = [
        for role in ["gateway", "api", "worker", "web"] : ["ContainerInsights", "pod_number_of_container_restarts", "ClusterName", var.cluster_name, "Namespace", "parley", "PodName", "parley-${role}"]
      ]
      "7 Parley: lines of errors"       = [[var.name, "error-lines"]]
      "8 Web ACL: blocked, and allowed" = [["AWS/WAFV2", "BlockedRequests", "WebACL", var.web_acl_name, "Region", local.region, "Rule", "ALL"], [".", "AllowedRequests", ".", ".", ".", ".", ".", "."]]
    },
    var.load_balancer == null ? {} : {
      "91 Load balancer: answers with errors" = [
        ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer.arn_suffix], [".", "HTTPCode_ELB_5XX_Count", ".", "."],
      ]
      "92 Load balancer: event streams" = [["AWS/ApplicationELB", "ActiveConnectionCount", "LoadBalancer", var.load_balancer.arn_suffix]]
    },
  )

  titles = sort(keys(local.widgets))
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = concat(
      [{ type = "alarm", x = 0, y = 0, width = 24, height = 3, properties = { title = "Alarms", alarms = [for key in sort(keys(local.alarms)) : aws_cloudwatch_metric_alarm.this[key].arn] } }],
      [for index, title in local.titles : {
        type       = "metric", x = index % 2 * 12, y = 3 + 6 * floor(index / 2), width = 12, height = 6,
        properties = { title = regex("^[0-9]+ (.*)$", title)[0], region = local.region, period = 60, stat = "Average", view = "timeSeries", metrics = local.widgets[title] }
      }],
    )
  })
}
