import AsyncHTTPClient
enum PP { static func f() -> HTTPClient.Configuration { .init() } }
