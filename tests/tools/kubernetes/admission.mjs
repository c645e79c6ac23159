// Evaluates ValidatingAdmissionPolicies as the API server would, as far as ours go: `node admission.mjs FILE`, where FILE holds { policies, params, objects } as JSON. Prints, for
// each object, what it is refused for. An expression that cannot be evaluated refuses, as failurePolicy: Fail does.
import { readFileSync } from 'node:fs';
import { Environment } from '@marcbachmann/cel-js';

const { policies, params, objects } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const cel = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, homogeneousAggregateLiterals: false });

/** "deployments" of "apps" is a Deployment of "apps/v1". */
function matches(policy, object) {
  const [version, group = ''] = object.apiVersion.split('/').reverse();
  const resource = `${object.kind.toLowerCase()}s`;
  return policy.spec.matchConstraints.resourceRules.some((rule) => rule.apiGroups.includes(group) && rule.apiVersions.includes(version) && rule.resources.includes(resource));
}

function refusalsOf(policy, object) {
  const variables = {};
  const context = { object, params, variables };
  try {
    for (const { name, expression } of policy.spec.variables ?? []) {
      variables[name] = cel.evaluate(expression, context);
    }
    return policy.spec.validations.filter(({ expression }) => cel.evaluate(expression, context) !== true).map(({ message, messageExpression }) => message ?? cel.evaluate(messageExpression, context));
  } catch (error) {
    return [`cannot be decided: ${error.message}`];
  }
}

console.log(JSON.stringify(objects.map((object) => policies.filter((policy) => matches(policy, object)).flatMap((policy) => refusalsOf(policy, object)))));
