import Testing
@Test func `the AuraStore test target runs`() {}
