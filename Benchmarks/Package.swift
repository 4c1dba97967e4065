// swift-tools-version: 6.2

import PackageDescription

// Measurements of AURA, a package of their own: nothing here is built by `Scripts/test`.
// Build for figures: swift build -c release -Xswiftc -enable-testing --package-path Benchmarks
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "aura", path: "..")],
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
            ]),
    ],
    swiftLanguageModes: [.v6]
)
