locals {
  # Places, not counts: a zone that leaves the list takes no other's subnets with it.
  zone_index = { for index, zone in var.zones : zone => index }

  # A /16 holds 16 of /20. The first three are private (pods have addresses of their own here), the fifth is cut into the small ones:
  #   0.0/20, 16.0/20, 32.0/20      private
  #   64.0/22, 68.0/22, 72.0/22     public
  #   96.0/24, 97.0/24, 98.0/24     database
  private_cidrs  = { for zone, index in local.zone_index : zone => cidrsubnet(var.cidr, 4, index) }
  public_cidrs   = { for zone, index in local.zone_index : zone => cidrsubnet(var.cidr, 6, 16 + index) }
  database_cidrs = { for zone, index in local.zone_index : zone => cidrsubnet(var.cidr, 8, 96 + index) }

  nat_zones = var.nat_gateways == "zone" ? toset(var.zones) : toset([var.zones[0]])
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = { Name = var.name }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

# Load balancers and NAT gateways; nothing of ours runs here.
resource "aws_subnet" "public" {
  for_each = local.public_cidrs

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = {
    Name                     = "${var.name}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }
}

# Nodes, pods and interface endpoints.
resource "aws_subnet" "private" {
  for_each = local.private_cidrs

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = {
    Name                              = "${var.name}-private-${each.key}"
    "kubernetes.io/role/internal-elb" = "1"
  }
}

resource "aws_subnet" "database" {
  for_each = local.database_cidrs

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = { Name = "${var.name}-database-${each.key}" }
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Subnets of Parley's database, without a way to or from the internet"
  subnet_ids  = [for zone in var.zones : aws_subnet.database[zone].id]
}
