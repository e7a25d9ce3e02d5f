"""真的Firefox。Playwright要它自己改过的Firefox；Debian的，由Marionette驱动。

Marionette是Firefox自带的，geckodriver用的也是它。一条命令是`[0, 编号, 名字, 参数]`，答复是
`[1, 编号, 错误, 结果]`，都是JSON，前面写着长度。Mozilla写的marionette_driver要telnetlib，
Python 3.13起没有了，所以这里自己说这几句话。
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from website import PATIENCE

PATHS = ("firefox-esr", "firefox")
PREFERENCES = {
    "marionette.port": 0,  # 随便一个空着的，写在档案夹的MarionetteActivePort里
    "intl.accept_languages": "zh-CN",
    "layout.css.prefers-color-scheme.content-override": 1,  # 亮的
    # 不向Mozilla要什么，也不打开它的页
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.page": 0,
    "browser.newtabpage.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver这样写一个元素
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "Tab": "\ue004", "Control": "\ue009"}
KEYS |= {"ArrowRight": "\ue014", "ArrowDown": "\ue015", "Backspace": "\ue003"}

# 把网页的窗口设成这么大。Firefox的窗口窄不到390，所以设的是窗口里的网页，像WebDriver BiDi那样
RESIZE = """const browser = gBrowser.selectedBrowser;
for (const [name, value] of [["width", arguments[0]], ["height", arguments[1]]])
  for (const one of [name, `min-${name}`, `max-${name}`])
    browser.style.setProperty(one, `${value}px`);"""

# 浏览器记下的错：脚本的、安全策略的、取不来的
TROUBLES = """const found = [];
for (const message of Services.console.getMessageArray()) {
  if (!(message instanceof Ci.nsIScriptError) || !message.innerWindowID) continue;
  const warning = message.flags & Ci.nsIScriptError.warningFlag;
  found.push([warning ? "warning" : "error", message.category, message.sourceName, message.errorMessage]);
}
Services.console.reset();
return found;"""


class Firefox:
    """一个开着的Firefox，档案夹是新的。"""

    def __init__(self, path: str, profile: Path) -> None:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.process = subprocess.Popen(
            [path, "--marionette", "--remote-allow-system-access", "--headless", "--no-remote", "--profile", str(profile)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.count = 0
        port = profile / "MarionetteActivePort"
        deadline = time.monotonic() + 6 * PATIENCE / 1000
        while not (port.is_file() and port.read_text()):
            assert self.process.poll() is None, "Firefox打不开"
            assert time.monotonic() < deadline, "等不到Firefox"
            time.sleep(0.05)
        self.socket = socket.create_connection(("127.0.0.1", int(port.read_text())))
        self.stream = self.socket.makefile("rb")
        self.receive()  # 它先说自己是谁
        self.command("WebDriver:NewSession", capabilities={})
        self.command("WebDriver:SetTimeouts", script=PATIENCE, pageLoad=PATIENCE)
        self.command("WebDriver:SetWindowRect", width=1500, height=1100)

    def receive(self) -> Any:
        """读一条。"""
        length = b""
        while (digit := self.stream.read(1)) != b":":
            assert digit, "Firefox不见了"
            length += digit
        return json.loads(self.stream.read(int(length)))

    def command(self, name: str, **parameters: Any) -> Any:
        """说一条命令，等到答复。"""
        self.count += 1
        sent = json.dumps([0, self.count, name, parameters]).encode()
        self.socket.sendall(f"{len(sent)}:".encode() + sent)
        _, number, error, result = self.receive()
        assert number == self.count
        if error:
            raise AssertionError(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def close(self) -> None:
        """关上。"""
        with suppress(OSError, AssertionError):
            self.command("Marionette:Quit", flags=["eForceQuit"])
        self.stream.close()
        self.socket.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait()
