"""Model adapters: strings in, plain values out. Nothing here knows of articles, configs or caches."""
