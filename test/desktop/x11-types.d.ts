/// <reference path="../../src/adapters/x11/x11.d.ts" />
