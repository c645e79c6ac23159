environment = "production"
account_id  = "222222222222"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley"

copy_region  = "eu-west-1"
copy_backups = true
protected    = true
lock_days    = 14

engine_version                      = "17.5"
capacity                            = { min = 1, max = 16 }
instances                           = { a = { promotion_tier = 0 }, b = { promotion_tier = 1 } }
reader_scaling                      = { min = 1, max = 4 }
backup_retention_days               = 14
performance_insights_retention_days = 31
log_retention_days                  = 90

origins = ["https://chat.example.org"]
