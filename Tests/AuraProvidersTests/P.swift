import Testing
@Test func `the AuraProviders test target runs`() {}
