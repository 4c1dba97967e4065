// swift-tools-version: 6.2

import PackageDescription

// Measurements of AURA, a package of their own: nothing here is built by `Scripts/test`.
// Build for figures: swift build -c release -Xswiftc -enable-testing --package-path Benchmarks
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "aura", path: ".."),
        // What the plain store of `bench records` is made with: the library that AURA uses, too.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(
            name: "BenchmarkSupport",
            dependencies: [.product(name: "AuraPlatform", package: "aura")]),
        .executableTarget(
            name: "retrieval",
            dependencies: ["BenchmarkSupport", .product(name: "AuraPlatform", package: "aura")]),
        .executableTarget(
            name: "bench",
            dependencies: [
                "BenchmarkSupport", .product(name: "AuraPlatform", package: "aura"),
                .product(name: "AuraCrypto", package: "aura"), .product(name: "AuraStore", package: "aura"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
