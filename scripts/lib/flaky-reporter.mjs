/** Names every test that failed first and passed when it was tried again: each is a bug with a cause. */
export default class FlakyReporter {
  #flaky = [];

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky)
      this.#flaky.push(`${test.module.relativeModuleId}: ${test.fullName}`);
  }

  onTestRunEnd() {
    for (const name of this.#flaky) process.stdout.write(`flaky: ${name}\n`);
  }
}
