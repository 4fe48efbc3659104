"""A small client of Anaplan's API, of Python's standard library alone, which knows nothing of anaplan4j."""

import base64
import http.client
import json
import time
import urllib.parse


class Anaplan:
    """One model, over one connection to each host."""

    def __init__(self, auth_url, api_url, model):
        self.auth = http.client.HTTPConnection(urllib.parse.urlsplit(auth_url).netloc, timeout=30)
        api = urllib.parse.urlsplit(api_url)
        self.api = http.client.HTTPConnection(api.netloc, timeout=30)
        self.path = f"{api.path}/models/{model}"
        self.token = ""

    def close(self):
        self.auth.close()
        self.api.close()

    def log_in(self, user, password):
        pair = base64.b64encode(f"{user}:{password}".encode()).decode()
        answer = self._send(self.auth, "POST", "/token/authenticate", None, f"Basic {pair}")
        info = json.loads(answer)["tokenInfo"]
        if info["expiresAt"] / 1000 < time.time():
            raise RuntimeError("The token has expired before it could be used.")
        self.token = info["tokenValue"]

    def named(self, collection, name):
        """Returns the row of that name, of a list that is read page by page."""
        offset, total = 0, 1
        while offset < total:
            page = self._get(f"/{collection}?limit=2&offset={offset}")
            for row in page[collection]:
                if row["name"] == name:
                    return row
            paging = page["meta"]["paging"]
            offset, total = offset + paging["currentPageSize"], paging["totalSize"]
        raise LookupError(f"There is no {name} among the {collection}.")

    def upload(self, name, chunks):
        """Uploads a file, which is made if there is none of that name, and returns its id."""
        announced = self._post(f"/files/{urllib.parse.quote(name)}", {"chunkCount": len(chunks)})["file"]
        for number, chunk in enumerate(chunks):
            self._send(self.api, "PUT", f"{self.path}/files/{announced['id']}/chunks/{number}", chunk)
        self._post(f"/files/{announced['id']}/complete", announced)
        return announced["id"]

    def run(self, collection, name, poll_seconds):
        """Runs an action to its end, and returns the path of its task, the states that it had, and its result."""
        tasks = f"/{collection}/{self.named(collection, name)['id']}/tasks"
        task = f"{tasks}/{self._post(tasks, {'localeName': 'en_US'})['task']['taskId']}"
        states = []
        while not states or states[-1] not in ("COMPLETE", "CANCELLED"):
            time.sleep(poll_seconds)
            status = self._get(task)["task"]
            states.append(status["taskState"])
        return task, states, status.get("result", {})

    def download(self, path):
        """Returns what the chunks of a file or a dump have."""
        urls = [f"{self.path}{path}/chunks/{chunk['id']}" for chunk in self._get(f"{path}/chunks")["chunks"]]
        return b"".join(self._send(self.api, "GET", url, None) for url in urls).decode()

    def _get(self, path):
        return json.loads(self._send(self.api, "GET", self.path + path, None))

    def _post(self, path, content):
        return json.loads(self._send(self.api, "POST", self.path + path, json.dumps(content).encode()))

    def _send(self, connection, method, path, body, authorization=None):
        headers = {"Authorization": authorization or f"AnaplanAuthToken {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/octet-stream" if method == "PUT" else "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201, 204):
            raise RuntimeError(f"{method} {path}: {answer.status} {content!r}")
        return content
