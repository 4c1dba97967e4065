import Testing
@Test func `the AuraPolicy test target runs`() {}
