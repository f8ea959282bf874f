"use strict";
// The story of a download by Oracle's TypeScript SDK: what the generated client does, done with the SDK's own parts
// (requests, signatures, retries, errors). Prints what came of it as one JSON object.
//
//     node download.js <endpoint> <platform> <workspace> <cluster> <private key's file> <keyId> <body>

const fs = require("fs");
const common = require("oci-common");

const [endpoint, platform, workspace, cluster, keyFile, keyId, body] = process.argv.slice(2);
const [tenancy, user, fingerprint] = keyId.split("/");
const signer = new common.DefaultRequestSigner(
  new common.SimpleAuthenticationDetailsProvider(tenancy, user, fingerprint, fs.readFileSync(keyFile, "utf8"), null)
);

/** What was sent, for whoever wants to see that it was signed. */
const sent = [];
const http = new common.FetchHttpClient({
  async signHttpRequest(request, forceExcludeBody) {
    await signer.signHttpRequest(request, forceExcludeBody);
    sent.push(Object.fromEntries(request.headers.entries()));
  }
});

async function call(method, path, { query = {}, headers = {}, content } = {}) {
  const request = await common.composeRequest({
    baseEndpoint: endpoint + "/20260430",
    defaultHeaders: {},
    path: "/aiDataPlatforms/{platform}" + path,
    method,
    bodyContent: content,
    pathParams: { "{platform}": platform, "{workspace}": workspace, "{cluster}": cluster },
    // Named and not set: the SDK fills it in.
    headerParams: {
      "Content-Type": common.Constants.APPLICATION_JSON,
      ...(method === "POST" ? { "opc-retry-token": undefined } : {}),
      ...headers
    },
    queryParams: query
  });
  const retrier = common.GenericRetrier.createPreferredRetrier(
    undefined, undefined, common.OciSdkDefaultRetryConfiguration);
  return retrier.makeServiceCall(http, request, "AIDP", path, "");
}

async function json(...request) {
  return (await call(...request)).json();
}

async function refusal(...request) {
  try {
    await call(...request);
    return { status: 200 };
  } catch (error) {
    return { status: error.statusCode, code: error.serviceCode, requestId: error.opcRequestId };
  }
}

async function awaitEnd(path) {
  for (;;) {
    const operation = await json("GET", path);
    if (operation.status !== "IN_PROGRESS") {
      return operation;
    }
  }
}

async function main() {
  const clusters = "/workspaces/{workspace}/clusters";
  const download = clusters + "/{cluster}/actions/downloadLogs";
  const accepted = await call("POST", download, { content: body });
  const key = accepted.headers.get("aidp-async-operation-key");
  const token = sent[0]["opc-retry-token"];
  const again = await call("POST", download, { content: body, headers: { "opc-retry-token": token } });
  const link = accepted.headers.get("datalake-cluster-log-par-url");
  const operation = await awaitEnd("/asyncOperations/" + key);
  const file = await fetch(link);
  const search = async query =>
    (await call("POST", clusters + "/{cluster}/actions/searchLogs", { content: body, query }));
  const first = await search({ limit: 1 });
  const second = await search({ limit: 1000, page: first.headers.get("opc-next-page") });
  const found = [await first.json(), await second.json()].flatMap(page =>
    page.items.flatMap(item => item.results.map(result => result.data.logContent.data.message)));
  const named = { headers: { "opc-request-id": "of-the-script" } };
  return {
    status: accepted.status,
    requestId: accepted.headers.get("opc-request-id"),
    token,
    authorization: sent[0].authorization,
    isDated: "x-date" in sent[0],
    key,
    again: again.headers.get("aidp-async-operation-key"),
    operation,
    file: { status: file.status, type: file.headers.get("content-type"), text: await file.text() },
    found,
    hasMore: second.headers.get("opc-next-page") !== null,
    clusters: await json("GET", clusters),
    listed: await json("GET", "/asyncOperations", { query: { status: "SUCCEEDED", limit: 50, sortOrder: "DESC" } }),
    unfiltered: await refusal("GET", "/asyncOperations", named),
    unknown: await refusal("GET", "/asyncOperations/none", named),
    ended: await refusal("POST", "/asyncOperations/" + key + "/actions/cancel", named),
    reused: await refusal("POST", download, {
      content: body.replace("INFO", "WARN"),
      headers: { "opc-retry-token": token, "opc-request-id": "of-the-script" }
    })
  };
}

main().then(
  result => process.stdout.write(JSON.stringify(result)),
  error => {
    console.error(error);
    process.exitCode = 1;
  }
);
