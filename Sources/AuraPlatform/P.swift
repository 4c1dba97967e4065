import AuraStore
enum PQ {}
