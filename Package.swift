// swift-tools-version: 6.2

import PackageDescription

/// The one list of settings that every target of AURA is built with (Docs/Architecture.md).
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    // Where a test may kill the process: in debug builds alone.
    .define("AURA_FAULTS", .when(configuration: .debug)),
]

let package = Package(
    name: "aura",
    products: [
        .library(name: "AuraCore", targets: ["AuraCore"]),
        .library(name: "AuraPolicy", targets: ["AuraPolicy"]),
        .library(name: "AuraCrypto", targets: ["AuraCrypto"]),
        .library(name: "AuraStore", targets: ["AuraStore"]),
        .library(name: "AuraPlatform", targets: ["AuraPlatform"]),
        .executable(name: "aura", targets: ["aura-cli"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        // A C target, not a module map: Foundation has an ICU of its own, whose headers must not meet these.
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        .target(name: "AuraCore", swiftSettings: settings),
        .target(name: "AuraPolicy", dependencies: ["AuraCore"], swiftSettings: settings),
        .target(name: "AuraCrypto", dependencies: ["AuraCore", "COpenSSL", "CICU"], swiftSettings: settings),
        .target(
            name: "AuraStore",
            dependencies: ["AuraCore", "CPostgres", "CSQLite", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .target(name: "AuraKnowledge", dependencies: ["AuraCore", "CStemmer", "CXML"], swiftSettings: settings),
        .target(
            name: "AuraProviders",
            dependencies: [
                "AuraCore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .target(
            name: "AuraPlatform",
            dependencies: [
                "AuraCore", "AuraPolicy", "AuraCrypto", "AuraStore", "AuraKnowledge", "AuraProviders", "CProcess",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "aura-cli",
            dependencies: [
                "AuraPlatform", "AuraCore", "AuraPolicy", "CProcess",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .target(
            name: "AuraTestSupport",
            dependencies: [
                "AuraCore",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/AuraTestSupport", swiftSettings: settings),
        .testTarget(name: "AuraCoreTests", dependencies: ["AuraCore", "AuraTestSupport"], swiftSettings: settings),
        .testTarget(
            name: "AuraPolicyTests", dependencies: ["AuraPolicy", "AuraCore", "AuraTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "AuraCryptoTests", dependencies: ["AuraCrypto", "AuraCore", "AuraTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "AuraStoreTests", dependencies: ["AuraStore", "AuraCore", "AuraTestSupport", "CSQLite"],
            swiftSettings: settings),
        .testTarget(
            name: "AuraKnowledgeTests", dependencies: ["AuraKnowledge", "AuraCore", "AuraTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "AuraProvidersTests",
            dependencies: [
                "AuraProviders", "AuraCore", "AuraTestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AuraPlatformTests",
            dependencies: ["AuraPlatform", "AuraPolicy", "AuraCore", "AuraTestSupport", "CSQLite"],
            swiftSettings: settings),
        .testTarget(
            name: "AuraCLITests",
            dependencies: [
                "aura-cli", "AuraPlatform", "AuraCore", "AuraTestSupport", "CSQLite",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
