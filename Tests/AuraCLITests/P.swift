import Testing
@Test func `the AuraCLI test target runs`() {}
