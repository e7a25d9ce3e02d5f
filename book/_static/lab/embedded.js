// 书页里的实验台。别的网页不按名字取它，打包后名字里就带着哈希，缓存不会把新旧混在一起。

export { SMALL, mount, toHash } from "./lab.js";
