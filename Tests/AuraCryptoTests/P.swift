import Testing
@Test func `the AuraCrypto test target runs`() {}
