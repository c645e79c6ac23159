module parley.example/tests/terratest

go 1.26

require github.com/gruntwork-io/terratest v1.0.0
