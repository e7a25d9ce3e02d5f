"""真的Firefox。Playwright只认它自己改过的Firefox，Debian的由Marionette驱动。

Marionette是Firefox自带的，geckodriver用的也是它：一条命令是`[0, 编号, 名字, 参数]`，答复是
`[1, 编号, 错误, 结果]`，都是JSON，前面写着长度。Mozilla的marionette_driver要telnetlib，Python从
3.13起没有了；几句话，不必有它。
"""

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from website import PATIENCE

NAMES = (
    "firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)
PREFERENCES = {
    "marionette.port": 0,  # 随便一个空着的，写在档案夹的MarionetteActivePort里
    "intl.accept_languages": "zh-CN",
    "layout.css.prefers-color-scheme.content-override": 1,  # 系统是亮的
    "media.gmp-manager.updateEnabled": False,  # 不去下载解码器
    "ui.useOverlayScrollbars": 0,  # 滚动条占地方的，更容易放不下
}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver用这个键写一个元素
KEYS = {"Control": "\ue009", "Enter": "\ue007", "Escape": "\ue00c"}
KEYS |= {"ArrowDown": "\ue015", "ArrowRight": "\ue014"}

# Firefox的窗口窄不到390，所以只把窗口里的网页设成这么大
RESIZE = """for (const [name, value] of [["width", arguments[0]], ["height", arguments[1]]])
  for (const one of [name, `min-${name}`, `max-${name}`])
    gBrowser.selectedBrowser.style.setProperty(one, `${value}px`);"""

# 浏览器记下的错：脚本的、样式的、安全策略的。没有等完就换页，取了一半的预取和图标也算在
# Service Worker账上，那不是错
TROUBLES = """const told = Services.console.getMessageArray().filter((message) =>
  message instanceof Ci.nsIScriptError && message.sourceName.startsWith(arguments[0]) &&
  message.category !== "Service Worker Interception");
Services.console.reset();
return told.map(({ sourceName, errorMessage }) => `${sourceName}: ${errorMessage}`);"""

FIND = """const [css, text] = arguments;
return [...document.querySelectorAll(css)].find((one) =>
  one.checkVisibility() && (text === null || one.textContent.trim() === text)) ?? null;"""


def installed() -> str | None:
    """这台电脑上的Firefox。"""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """开着的一个Firefox，档案夹是新的。"""

    def __init__(self, path: str, profile: Path) -> None:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--marionette", "--remote-allow-system-access", "--headless", "--no-remote"]
        self.process = subprocess.Popen(
            [path, *options, "--profile", str(profile)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
        self.count = 0
        self.connection = socket.create_connection(("127.0.0.1", self.port(profile)))
        self.stream = self.connection.makefile("rb")
        self.receive()  # 它先说自己是谁
        self.command("WebDriver:NewSession", capabilities={})
        self.command("WebDriver:SetTimeouts", script=PATIENCE, pageLoad=PATIENCE)
        self.command("WebDriver:SetWindowRect", width=1500, height=1100)

    def port(self, profile: Path) -> int:
        """等它打开，听在哪个端口上。"""
        file = profile / "MarionetteActivePort"
        deadline = time.monotonic() + 3 * PATIENCE / 1000
        while not (file.is_file() and (text := file.read_text())):
            assert self.process.poll() is None, "Firefox打不开"
            assert time.monotonic() < deadline, "等不到Firefox打开"
            time.sleep(0.05)
        return int(text)

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
        message = json.dumps([0, self.count, name, parameters]).encode()
        self.connection.sendall(f"{len(message)}:".encode() + message)
        _, number, error, result = self.receive()
        assert number == self.count
        assert not error, f"{name}：{error['message']}"
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def close(self) -> None:
        """关上。"""
        with suppress(OSError, AssertionError):
            self.command("Marionette:Quit", flags=["eForceQuit"])
        self.stream.close()
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait()

    # ---- 浏览器 ----

    def inside(self, script: str, *arguments: Any) -> Any:
        """在浏览器自己里面跑一段程序，不在网页里。"""
        self.command("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *arguments)
        finally:
            self.command("Marionette:SetContext", value="content")

    def resize(self, width: int, height: int) -> None:
        """换一个大小。"""
        self.inside(RESIZE, width, height)
        self.until(f"innerWidth === {width} && innerHeight === {height}")

    def prefer(self, scheme: str) -> None:
        """系统是亮的还是暗的。"""
        name = "layout.css.prefers-color-scheme.content-override"
        self.inside("Services.prefs.setIntPref(...arguments)", name, int(scheme == "light"))

    def troubles(self, address: str) -> list[str]:
        """到现在为止，这个网站出的错；说过的不再说。"""
        return self.inside(TROUBLES, address)

    def picture(self) -> str:
        """现在的样子，PNG的base64。"""
        return self.command("WebDriver:TakeScreenshot", full=False)

    # ---- 网页 ----

    def go(self, url: str) -> None:
        """打开一页，等它读完；打不开就出错。"""
        self.command("WebDriver:Navigate", url=url)

    def reload(self) -> None:
        """刷新。"""
        self.command("WebDriver:Refresh")

    def run(self, script: str, *arguments: Any) -> Any:
        """跑一段程序，返回它return的；是Promise，就等到有结果。"""
        return self.command("WebDriver:ExecuteScript", script=script, args=arguments)

    def until(self, expression: str) -> None:
        """等到这个式子成立。"""
        deadline = time.monotonic() + PATIENCE / 1000
        while not self.run(f"return {expression}"):
            assert time.monotonic() < deadline, f"等不到{expression}"
            time.sleep(0.05)

    def find(self, css: str, text: str | None = None) -> dict[str, str]:
        """第一个看得见的，有text就要字一样；等到有为止。"""
        deadline = time.monotonic() + PATIENCE / 1000
        while (found := self.run(FIND, css, text)) is None:
            assert time.monotonic() < deadline, f"等不到{css} {text or ''}"
            time.sleep(0.05)
        return found

    def click(self, css: str, text: str | None = None) -> None:
        """滚到它，点它；被别的挡着就出错。"""
        self.command("WebDriver:ElementClick", id=self.find(css, text)[ELEMENT])

    def focus(self, css: str, text: str | None = None) -> None:
        """焦点移到它上面。"""
        self.run("arguments[0].focus()", self.find(css, text))

    def press(self, *keys: str) -> None:
        """一起按下这几个键，再放开。"""
        codes = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": code} for code in codes]
        actions += [{"type": "keyUp", "value": code} for code in reversed(codes)]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.command("WebDriver:PerformActions", actions=[keyboard])

    def type(self, text: str) -> None:
        """一个字一个字地打。"""
        for letter in text:
            self.press(letter)

    def paste(self, text: str) -> None:
        """从剪贴板粘贴。"""
        helper = "Cc['@mozilla.org/widget/clipboardhelper;1'].getService(Ci.nsIClipboardHelper)"
        self.inside(f"{helper}.copyString(arguments[0])", text)
        self.press("Control", "v")
