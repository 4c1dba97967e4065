import Testing
@Test func `the AuraCore test target runs`() {}
