# Staging: goes to sleep when nobody is connected, and is destroyed without asking.
environment = "staging"
account_id  = "111111111111"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley-staging"

copy_region  = "eu-west-1"
copy_backups = false
protected    = false
lock_days    = 0

engine_version                      = "17.5"
capacity                            = { min = 0, max = 4 }
instances                           = { a = { promotion_tier = 0 } }
reader_scaling                      = null
backup_retention_days               = 3
performance_insights_retention_days = 7
log_retention_days                  = 14

origins = ["https://chat.staging.example.org"]
