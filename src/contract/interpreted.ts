/**
 * Tells zod to interpret schemas instead of compiling them to functions.
 *
 * Import this before any other file of the contract where a content security policy forbids
 * `new Function`: schemas try it when they are made, which is when their file is loaded.
 *
 * @module
 */
import * as z from "zod";

z.config({ jitless: true });
