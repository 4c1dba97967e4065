import GRDB
enum PS { static func f() -> GRDB.Configuration { .init() } }
