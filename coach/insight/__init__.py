"""What many journeys show together: counted, estimated, and kept quiet where a number would point at somebody.

Pure: values in, values out. Must not know where lives are kept, who looks, or how a page draws them.
"""
