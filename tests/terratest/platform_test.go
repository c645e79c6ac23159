//go:build sandbox

// Package terratest applies the platform to a real account, for what nothing else can prove: see README.md.
package terratest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gruntwork-io/terratest/modules/k8s"
	"github.com/gruntwork-io/terratest/modules/terraform"
)

// The layer edge needs a domain that is delegated to the account: the emulator's test covers it.
var layers = []string{"network", "data", "cluster"}

const (
	environment  = "staging"
	nodeTries    = 40
	nodePause    = 15 * time.Second
	postgresTool = "public.ecr.aws/docker/library/postgres:16-alpine"
)

// sandbox is the account, as the pipeline names it.
type sandbox struct {
	accountID   string
	region      string
	stateBucket string
	// clientCIDR is where this test comes from: Kubernetes' API answers it for as long as the test takes.
	clientCIDR string
	// principal is the role that runs the test: it administers the cluster.
	principal string
}

func TestPlatform(t *testing.T) {
	account := readSandbox(t)
	options := make(map[string]*terraform.Options, len(layers))
	for _, layer := range layers {
		options[layer] = account.options(layer)
	}

	t.Cleanup(func() {
		for _, layer := range slices.Backward(layers) {
			// What did not come up is destroyed, too; the test's own context is over by now.
			if _, err := terraform.DestroyContextE(t, context.Background(), options[layer]); err != nil {
				t.Errorf("layer %s is still there, and costs money: %v", layer, err)
			}
		}
	})

	for _, layer := range layers {
		terraform.InitAndApplyContext(t, t.Context(), options[layer])
		if code := terraform.PlanExitCodeContext(t, t.Context(), options[layer]); code != 0 {
			t.Fatalf("a second plan of layer %s has changes", layer)
		}
	}

	cluster := terraform.OutputContext(t, t.Context(), options["cluster"], "cluster_name")
	kubectl := account.kubectl(t, cluster)
	if err := k8s.WaitUntilAllNodesReadyContextE(t, t.Context(), kubectl, nodeTries, nodePause); err != nil {
		t.Fatal(err)
	}

	assertDatabaseTakesOnlyTLS(t, kubectl, terraform.OutputContext(t, t.Context(), options["data"], "database_endpoint"))
}

// A stranger is refused by name and password over TLS, so the way from a pod to the database is open and encrypted; without TLS it is refused before that.
func assertDatabaseTakesOnlyTLS(t *testing.T, kubectl *k8s.KubectlOptions, host string) {
	t.Helper()
	for mode, refusal := range map[string]string{
		"require": "password authentication failed",
		"disable": "no encryption",
	} {
		connection := fmt.Sprintf("host=%s dbname=parley user=stranger password=wrong connect_timeout=10 sslmode=%s", host, mode)
		output, err := k8s.RunKubectlAndGetOutputContextE(
			t, t.Context(), kubectl, "run", "psql-"+mode, "--rm", "--attach", "--restart=Never", "--image="+postgresTool, "--", "psql", connection, "-c", "SELECT 1")
		if err == nil || !strings.Contains(output, refusal) {
			t.Errorf("sslmode=%s: expected %q, got %v: %s", mode, refusal, err, output)
		}
	}
}

func readSandbox(t *testing.T) sandbox {
	t.Helper()
	read := func(name string) string {
		value := os.Getenv(name)
		if value == "" {
			t.Fatalf("%s is not set: README.md says what the sandbox needs", name)
		}

		return value
	}

	return sandbox{
		accountID:   read("PARLEY_SANDBOX_ACCOUNT_ID"),
		region:      read("PARLEY_SANDBOX_REGION"),
		stateBucket: read("PARLEY_SANDBOX_STATE_BUCKET"),
		clientCIDR:  read("PARLEY_SANDBOX_CLIENT_CIDR"),
		principal:   read("PARLEY_SANDBOX_PRINCIPAL_ARN"),
	}
}

func (s sandbox) options(layer string) *terraform.Options {
	variables := map[string]any{"account_id": s.accountID}
	if layer == "cluster" {
		variables["administrators"] = map[string]string{"sandbox": s.principal}
		variables["namespace_access"] = map[string]any{}
		variables["public_access_cidrs"] = []string{s.clientCIDR}
	}

	return &terraform.Options{
		TerraformDir:  filepath.Join("..", "..", "deploy", "terraform", "environments", environment, layer),
		Vars:          variables,
		BackendConfig: map[string]any{"bucket": s.stateBucket, "region": s.region},
		EnvVars:       map[string]string{"AWS_REGION": s.region},
		NoColor:       true,
	}
}

func (s sandbox) kubectl(t *testing.T, cluster string) *k8s.KubectlOptions {
	t.Helper()
	config := filepath.Join(t.TempDir(), "kubeconfig")
	command := exec.CommandContext(t.Context(), "aws", "eks", "update-kubeconfig", "--name", cluster, "--region", s.region, "--kubeconfig", config)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}

	return k8s.NewKubectlOptions("", config, "default")
}
