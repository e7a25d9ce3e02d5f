// 解开LZMA压过的文件，边取边解。要取Python时，页面才取它。

export { XzReadableStream as Unpacked } from "xz-decompress";
