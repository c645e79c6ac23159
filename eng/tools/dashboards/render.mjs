// Grafana's JSON of a dashboard: how ours look. What they show is in dashboards.mjs.

const SCHEMA = 39; // of Grafana 10 and later
const COLUMNS = 24;
const source = { type: 'prometheus', uid: '${datasource}' };

/** A link to another of our dashboards, with the time and the variables of this one. */
function linkTo(name, dashboards) {
  const target = dashboards.find((one) => one.name === name);
  return { title: `Open ${target.title}`, url: `/d/parley-${name}?\${__url_time_range}&\${namespace:queryparam}&\${role:queryparam}&\${datasource:queryparam}` };
}

function thresholds({ warn, bad }) {
  const steps = [{ color: 'green', value: null }];
  if (warn !== undefined) steps.push({ color: 'orange', value: warn });
  if (bad !== undefined) steps.push({ color: 'red', value: bad });
  // Less is worse: green is at the top then.
  if (warn !== undefined && bad !== undefined && warn > bad) {
    return { mode: 'absolute', steps: [{ color: 'red', value: null }, { color: 'orange', value: bad }, { color: 'green', value: warn }] };
  }
  return { mode: 'absolute', steps };
}

function fieldConfig(panel) {
  const defaults = { unit: panel.unit, thresholds: thresholds(panel), color: { mode: panel.type === 'stat' ? 'thresholds' : 'palette-classic' } };
  if (panel.min !== undefined) defaults.min = panel.min;
  if (panel.max !== undefined) defaults.max = panel.max;
  if (panel.type === 'timeseries') {
    const marked = panel.warn !== undefined || panel.bad !== undefined;
    defaults.custom = { lineWidth: 1, fillOpacity: panel.stack ? 30 : 8, showPoints: 'never', spanNulls: false, stacking: { mode: panel.stack ? 'normal' : 'none' }, thresholdsStyle: { mode: marked ? 'dashed' : 'off' } };
  }
  return { defaults, overrides: [] };
}

function options(panel) {
  return panel.type === 'stat'
    ? { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, colorMode: 'value', graphMode: 'area', textMode: 'auto' }
    : { legend: { displayMode: 'table', placement: 'bottom', calcs: ['lastNotNull', 'max'] }, tooltip: { mode: 'multi', sort: 'desc' } };
}

function variable(name, label, query, more) {
  return { name, label, type: 'query', datasource: source, query: { query, refId: name }, refresh: 2, sort: 1, ...more };
}

export function render(dashboard, dashboards) {
  let [x, y, height, id] = [0, 0, 0, 0];
  const panels = [];
  for (const panel of dashboard.panels) {
    id += 1;
    if (panel.row) {
      [x, y, height] = [0, y + height, 0];
      panels.push({ id, type: 'row', title: panel.row, collapsed: false, panels: [], gridPos: { x: 0, y, w: COLUMNS, h: 1 } });
      y += 1;
      continue;
    }
    const [w, h] = panel.type === 'stat' ? [panel.w ?? 4, 4] : [panel.w ?? 8, 8];
    if (x + w > COLUMNS) [x, y, height] = [0, y + height, 0];
    panels.push({
      id, type: panel.type, title: panel.title, description: panel.description, datasource: source, gridPos: { x, y, w, h }, fieldConfig: fieldConfig(panel), options: options(panel),
      targets: panel.targets.map(([expr, legendFormat], index) => ({ refId: String.fromCharCode(65 + index), datasource: source, expr, legendFormat, range: true })),
      links: panel.link ? [linkTo(panel.link, dashboards)] : [],
    });
    x += w;
    height = Math.max(height, h);
  }
  const others = { title: 'Parley', type: 'dashboards', tags: ['parley'], asDropdown: true, keepTime: true, includeVars: true, icon: 'external link', targetBlank: false, tooltip: '', url: '' };
  const whole = {
    uid: `parley-${dashboard.name}`, title: dashboard.title, description: dashboard.description, tags: ['parley'], schemaVersion: SCHEMA, version: 1, editable: false, graphTooltip: 1,
    refresh: '1m', time: { from: 'now-6h', to: 'now' }, timezone: 'browser', links: [others], annotations: { list: [] },
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0 },
        variable('namespace', 'Namespace', 'label_values(up{job="parley"}, namespace)', {}),
        variable('role', 'Role', 'label_values(up{job="parley", namespace="$namespace"}, role)', { multi: true, includeAll: true, allValue: '.*', current: { text: 'All', value: '$__all' } }),
      ],
    },
    panels,
  };
  // A line for each panel: what changed is seen.
  const text = JSON.stringify({ ...whole, panels: [] }, null, 2);
  return `${text.replace('"panels": []', `"panels": [\n${panels.map((panel) => `    ${JSON.stringify(panel)}`).join(',\n')}\n  ]`)}\n`;
}
