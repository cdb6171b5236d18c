// oxlint-disable-next-line typescript/triple-slash-reference -- The package ships no types.
/// <reference path="../../src/adapters/x11/x11.d.ts" />
