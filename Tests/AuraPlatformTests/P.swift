import Testing
@Test func `the AuraPlatform test target runs`() {}
