/** Stands where a part of the Voice SDK was left out of the bundle; whoever needs it after all is told so. */
export class PreflightTest {
  constructor() {
    throw new Error('PreflightTest is not part of this bundle');
  }
}

/** For browsers whose getStats() takes a callback: none of those that the SDK supports. */
export default class MockRTCStatsReport {
  static fromRTCStatsResponse() {
    throw new Error('MockRTCStatsReport is not part of this bundle');
  }
}
