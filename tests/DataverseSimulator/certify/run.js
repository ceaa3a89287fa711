// usage: node run.js URL TOKEN — exits 0 and prints "certified" when an independent client finds what it expects.
const { DynamicsWebApi } = require("dynamics-web-api");
const assert = require("node:assert/strict");

async function main() {
  const [serverUrl, token] = process.argv.slice(2);
  const api = new DynamicsWebApi({ serverUrl, dataApi: { version: "9.2" }, onTokenRefresh: async () => token });

  const who = await api.callFunction({ functionName: "WhoAmI" });
  assert.match(who.OrganizationId, /^[0-9a-f-]{36}$/);

  // Pages, labels, lookups.
  const first = await api.retrieveMultiple({ collection: "opportunities", select: ["name", "statecode", "_ownerid_value", "actualvalue"], filter: "statecode eq 1", orderBy: ["name asc"], maxPageSize: 2, includeAnnotations: "*" });
  assert.equal(first.value.length, 2);
  assert.ok(first.oDataNextLink);
  assert.equal(first.value[0]["_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"], "systemuser");
  assert.ok(first.value[0]["statecode@OData.Community.Display.V1.FormattedValue"]);
  assert.ok("_transactioncurrencyid_value" in first.value[0]);
  const second = await api.retrieveMultiple({ collection: "opportunities", maxPageSize: 2, includeAnnotations: "*" }, first.oDataNextLink);
  assert.ok(second.value.length > 0);
  const all = await api.retrieveAll({ collection: "opportunities", select: ["name"], maxPageSize: 2 });
  assert.equal(new Set(all.value.map((r) => r.opportunityid)).size, all.value.length);

  // Expanding parents and children.
  const id = first.value[0].opportunityid;
  const deal = await api.retrieve({ collection: "opportunities", key: id, select: ["name"], expand: [{ property: "parentaccountid", select: ["name"] }, { property: "Opportunity_Annotation", select: ["subject"] }] });
  assert.ok(deal.parentaccountid.name);
  assert.ok(Array.isArray(deal.Opportunity_Annotation));
  assert.ok(deal["Opportunity_Annotation@odata.nextLink"]);
  const inList = await api.retrieveMultiple({ collection: "annotations", select: ["annotationid"], filter: `Microsoft.Dynamics.CRM.In(PropertyName='objectid',PropertyValues=["${id}"])` });
  assert.equal(inList.value.length, deal.Opportunity_Annotation.length);
  await assert.rejects(api.retrieveMultiple({ collection: "opportunities", select: ["customerid"] }), /Could not find a property named 'customerid' on type 'Microsoft.Dynamics.CRM.opportunity'/);
  await assert.rejects(api.retrieve({ collection: "opportunities", key: "00000000-0000-4000-8000-00000000dead" }), (e) => e.status === 404);

  // Changes.
  const baseline = await api.retrieveMultiple({ collection: "opportunities", select: ["name"], trackChanges: true });
  const delta = (r) => r.oDataDeltaLink ?? r["@odata.deltaLink"];
  assert.ok(delta(baseline));
  await api.update({ collection: "opportunities", key: id, data: { name: "Renamed" } });
  const changes = await api.retrieveMultiple({ collection: "opportunities" }, delta(baseline));
  assert.deepEqual(changes.value.map((r) => [r.opportunityid, r.name]), [[id, "Renamed"]]);

  // Writes and preconditions.
  const key = "7a5c0000-0000-4000-8000-000000000001";
  const task = { subject: "Call", "regardingobjectid_opportunity_task@odata.bind": `/opportunities(${id})` };
  await api.upsert({ collection: "tasks", key, data: task, ifnonematch: "*" });
  await assert.rejects(api.upsert({ collection: "tasks", key, data: task, ifnonematch: "*" }).then((r) => { if (r === null) throw Object.assign(new Error("there already"), { status: 412 }); }), (e) => e.status === 412);
  await assert.rejects(api.create({ collection: "tasks", data: { "Regardingobjectid_opportunity_task@odata.bind": `/opportunities(${id})` } }), /undeclared property/);
  await assert.rejects(api.update({ collection: "tasks", key, data: { subject: "x" }, ifmatch: 'W/"1"' }).then((r) => { if (r === false) throw Object.assign(new Error("stale"), { status: 412 }); }), (e) => e.status === 412);

  // A batch with a change set and reads beside it.
  api.startBatch();
  api.create({ collection: "tasks", data: { subject: "in batch 1" } });
  api.create({ collection: "tasks", data: { subject: "in batch 2" } });
  api.retrieveMultiple({ collection: "tasks", select: ["subject"], filter: "startswith(subject,'in batch')", inChangeSet: false });
  const batch = await api.executeBatch();
  assert.equal(batch.length, 3);
  assert.equal(batch[2].value.length, 2);

  await api.deleteRecord({ collection: "tasks", key });
  await assert.rejects(api.deleteRecord({ collection: "tasks", key }), (e) => e.status === 404);
  console.log("certified");
}

main().catch((e) => { console.error(e); process.exit(1); });
