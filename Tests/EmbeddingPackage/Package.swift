// swift-tools-version: 6.2

import PackageDescription

// A developer's own package, outside the source tree: it takes AuraCore and AuraPolicy and nothing else.
let package = Package(
    name: "embedding",
    dependencies: [.package(name: "aura", path: "../..")],
    targets: [
        .executableTarget(
            name: "embedding",
            dependencies: [
                .product(name: "AuraCore", package: "aura"),
                .product(name: "AuraPolicy", package: "aura"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
