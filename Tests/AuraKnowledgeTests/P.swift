import Testing
@Test func `the AuraKnowledge test target runs`() {}
